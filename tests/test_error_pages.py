"""Error pages: the language they are written in, links that stay in it, and the safety bar for visitors."""

import re

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
WRONG = ["/finnes-ikke/", "/hjelp/finnes-ikke/", "/ung/finnes-ikke/", "/arrangementer/finnes-ikke/"]


def bar_of(html: str) -> str:
    """The safety bar, as HTML."""
    return re.search(r'<div class="safety".*?</div>', html, re.DOTALL)[0]


@pytest.mark.shows("door.2")
@pytest.mark.parametrize("language", ["", "/nn", "/en"])
@pytest.mark.parametrize("path", WRONG)
def test_a_visitor_who_went_astray_has_help_and_the_way_out(path, language):
    answer = Client().get(f"{language}{path}")
    assert answer.status_code == 404 and not answer.cookies and "no-store" in answer["Cache-Control"]
    bar = bar_of(answer.text)
    assert f'href="{language}/hjelp/"' in bar and f'href="{language}/forlat/" data-exit' in bar
    assert "forlat.js" in answer.text and re.search(r"<body[^>]* data-replace>", answer.text)


@pytest.mark.parametrize(("language", "words"), [("nn", "Vi finn ikkje sida"), ("en", "We cannot find the page")])
def test_an_error_page_stays_in_the_language_of_its_address(language, words):
    html = Client().get(f"/{language}/finnes-ikke/").text
    assert f'<html lang="{language}"' in html and words in html
    assert f'href="/{language}/"' in html and f'href="/{language}/sok/"' in html
    assert 'href="/"' not in html and 'href="/sok/"' not in html


@pytest.mark.parametrize("path", ["/ar/hjelp/ansatt/", "/ar/ung/finnes-ikke/", "/se/kunnskap/finnes-ikke/"])
def test_a_page_without_words_in_the_language_says_which_it_is_written_in(path):
    answer = Client().get(path)
    assert answer.status_code == 404 and answer["Content-Language"] == "nb"
    assert '<html lang="nb"' in answer.text and "Vi finner ikke siden" in answer.text and 'dir="rtl"' not in answer.text
    language = path[:3]
    assert f'href="{language}/hjelp/"' in bar_of(answer.text), "help is there in the language that was asked for"


def test_staff_have_no_safety_bar():
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "whatever"
    html = client.get("/finnes-ikke/").text
    assert 'class="safety"' not in html and "data-replace" not in html
    assert "tel:112" in html
