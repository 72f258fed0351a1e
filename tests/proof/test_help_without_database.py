"""door.1: the database's file is removed while the product runs; help and leaving still answer."""

import re
import urllib.error
import urllib.request
from email.message import Message

import pytest

from tests.running.product import Product, copy_of_demo


@pytest.mark.shows("door.1")
def test_help_answers_when_the_database_is_gone(tmp_path):
    with Product(copy_of_demo(tmp_path / "data")) as product:
        found = _follow(product.url)
        assert len(found) > 30
        for file in product.folder.glob("tryggby.sqlite3*"):
            file.unlink()
        assert {path: _ask(product.url + path)[0] for path in found} == dict.fromkeys(found, 200)
        page = _ask(product.url + "/hjelp/bekymret/")[1]
        assert "Åpent hele døgnet" in page
        assert "Barnevernvakta i Solvik" in page
        status, _page, headers = _ask(product.url + "/forlat/", {"Cookie": "tryggby=abc"})
        assert status == 302
        assert "storage" in headers["Clear-Site-Data"]
        log = product.log.read_text("utf-8", "replace")
    assert not re.search(r"/hjelp/", log), "nobody is written down"


def _follow(url: str) -> set[str]:
    """Every help page that links lead to, in every language."""
    waiting, seen = ["/hjelp/"], {"/hjelp/"}
    while waiting:
        _status, page, _headers = _ask(url + waiting.pop())
        for path in re.findall(r'href="((?:/[a-z]{2,3})?/(?:hjelp|trygg-pa-nett)/[a-z/-]*)"', page):
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    return seen


class _Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow."""

    def redirect_request(self, *args):
        return None


def _ask(url: str, headers: dict[str, str] | None = None) -> tuple[int, str, Message]:
    try:
        with urllib.request.build_opener(_Stay).open(urllib.request.Request(url, headers=headers or {})) as answer:
            return answer.status, answer.read().decode("utf-8"), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, "", error.headers
