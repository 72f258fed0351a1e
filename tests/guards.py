"""What every test watches for besides what it asserts.

A page with a POST form without its CSRF token, inline style or script, or a foreign host fails the test
that fetched it; so does a slice of rows in no order. Children's forms carry `data-no-cookie` instead of a token.
(Undefined template variables: tests/settings.py.)
"""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db.models import QuerySet
from django.test import Client

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.IGNORECASE | re.DOTALL)
POST = re.compile(r"""\bmethod\s*=\s*["']?post""", re.IGNORECASE)
INLINE = [
    (re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<style\b", re.IGNORECASE), "a style element"),
    (re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE), "an event attribute"),
    (
        re.compile(r"<script\b(?![^>]*\b(?:src\s*=|type\s*=\s*[\"']?application/(?:ld\+)?json))", re.IGNORECASE),
        "an inline script",
    ),
    (re.compile(r"href\s*=\s*[\"']?javascript:", re.IGNORECASE), "a javascript: address"),
]
LOADED = re.compile(
    r"<(?:script|img|link|source|video|audio|iframe|track|embed|object)\b[^>]*?\s(?:src|href|srcset|data)\s*=\s*[\"']([^\"']+)",
    re.IGNORECASE,
)


def faults_in(html: str) -> list[str]:
    """What is wrong with a page's mark-up, in words."""
    faults = [
        "a POST form without a CSRF token"
        for attributes, body in FORM.findall(html)
        if POST.search(attributes) and "csrfmiddlewaretoken" not in body and "data-no-cookie" not in attributes
    ]
    without_text = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    faults += [f"{what}: {found.group()[:80]}" for sign, what in INLINE if (found := sign.search(without_text))]
    faults += [f"a foreign host: {address}" for address in LOADED.findall(html) if _foreign(address)]
    return faults


def _foreign(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) and parts.hostname not in {"testserver", "localhost", "127.0.0.1"}


@pytest.fixture(autouse=True)
def _watch_pages(monkeypatch):
    """Looks through every page that the test client fetches."""
    fetch = Client.request

    def request(self, **environ):
        response = fetch(self, **environ)
        kind = response.headers.get("Content-Type", "")
        # The editors' place is other people's pages under a policy of its own (tryggby/knowledge/editing_urls.py).
        others = "'unsafe-inline'" in response.headers.get("Content-Security-Policy", "")
        if kind.startswith("text/html") and not others and not response.streaming and getattr(response, "content", b""):
            packed = response.headers.get("Content-Encoding") == "gzip"
            text = gzip.decompress(response.content) if packed else response.content
            faults = faults_in(text.decode(response.charset))
            asked: WSGIRequest | None = getattr(response, "wsgi_request", None)
            if faults:
                page = asked.path if asked else "the page"
                pytest.fail(f"{page} has {'; '.join(sorted(set(faults)))}", pytrace=False)
        return response

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(autouse=True)
def _watch_order(monkeypatch):
    """A page of rows in no order shows other rows on PostgreSQL than on SQLite."""
    pick = QuerySet.__getitem__

    def getitem(self, k):
        if isinstance(k, slice) and not self.query.is_sliced and not self.ordered and self._result_cache is None:
            pytest.fail(f"a slice of {self.model.__name__} rows in no order: add order_by()")
        return pick(self, k)

    monkeypatch.setattr(QuerySet, "__getitem__", getitem)
