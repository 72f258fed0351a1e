"""Paging by key: forwards and back, every row once, one query, nonsense forgiven."""

import base64
import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict

from tryggby.ui.door import keyset_page, keyset_rows

pytestmark = pytest.mark.django_db
BY = ("app_label", "-model")


@pytest.fixture(autouse=True)
def _rows():
    ContentType.objects.bulk_create(
        ContentType(app_label=f"paging{number % 3}", model=f"m{number:02}") for number in range(17)
    )


def rows():
    return ContentType.objects.filter(app_label__startswith="paging")


def everything():
    return list(rows().order_by(*BY))


def test_forwards_shows_every_row_once():
    seen, query = [], ""
    for _ in range(10):
        page = keyset_page(rows(), query=QueryDict(query), by=BY, size=4)
        seen += page
        if not page.next_url:
            break
        query = page.next_url[1:]
    assert seen == everything()


def test_back_leads_to_the_same_rows():
    first = keyset_page(rows(), query=QueryDict(), by=BY, size=4)
    second = keyset_page(rows(), query=QueryDict(first.next_url[1:]), by=BY, size=4)
    back = keyset_page(rows(), query=QueryDict(second.previous_url[1:]), by=BY, size=4)
    assert list(back) == list(first)
    assert not back.previous_url
    assert not first.previous_url


def test_last_page_has_no_next():
    page = keyset_page(rows(), query=QueryDict(), by=BY, size=17)
    assert len(page) == 17
    assert not page.next_url


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_is_one_query(size, django_assert_num_queries):
    with django_assert_num_queries(1):
        keyset_page(rows(), query=QueryDict(), by=BY, size=size)


def test_other_words_of_the_address_are_kept():
    page = keyset_page(rows(), query=QueryDict("tjeneste=skole&etter=tull"), by=BY, size=4)
    assert "tjeneste=skole" in page.next_url
    assert page.next_url.count("etter=") == 1


@pytest.mark.parametrize("word", ["tull", "W10", "WzEsMiwzXQ", "W251bGwsbnVsbF0", "é", "eyJhIjoxfQ"])
def test_nonsense_shows_the_first_page(word):
    query = QueryDict(mutable=True)
    query["etter"] = word
    assert list(keyset_page(rows(), query=query, by=BY, size=4)) == everything()[:4]


def test_nothing_is_a_page_too():
    page = keyset_page(rows().none(), query=QueryDict(), by=BY)
    assert list(page) == []
    assert not page.next_url


def cursor(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_machines_read_every_row_once_and_are_told_of_nonsense():
    seen, after = [], ""
    while True:
        found, after = keyset_rows(rows(), after=after, by=BY, size=4)
        seen += found
        if not after:
            break
    assert seen == everything()
    for nonsense in ("tull", cursor("a"), cursor("a\0", "b"), cursor("\ud800", "b"), cursor(None, "b")):
        with pytest.raises(ValueError, match="cursor"):
            keyset_rows(rows(), after=nonsense, by=BY, size=4)


def test_a_number_without_end_shows_the_first_page():
    for number in ("Infinity", "NaN", "1e999"):
        raw = base64.urlsafe_b64encode(f"[{number}]".encode()).decode().rstrip("=")
        page = keyset_page(rows(), query=QueryDict(f"etter={raw}"), by=("pk",), size=4)
        assert len(page) == 4 and not page.previous_url
