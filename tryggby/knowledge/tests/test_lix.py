"""Readability: the plain formula, on plain text and on blocks."""

import pytest

from tryggby.knowledge.file import blocks_of
from tryggby.knowledge.lix import lix, lix_of_body, plain
from tryggby.knowledge.models import Article


def body(text):
    return Article(body=blocks_of(text)).body


def test_the_known_value():
    # 12 words in one sentence, 2 of them longer than six letters: 12 + 100 · 2 / 12.
    assert round(lix("en to tre fire fem seks sju åtte ni ti forsvinne fjelltopp."), 1) == 28.7


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("", 0.0),
        ("…", 0.0),
        ("Vi er her.", 3.0),
        ("Vi er her. Vi ser deg.", 3.0),
        ("Er du redd? Si det! Vi hører: alltid.", 8 / 4),
        ("uten punktum", 52.0),
        ("Det koster 1.500 kroner i dag.", 6.0),
        ("Trygghet", 101.0),
    ],
)
def test_small_texts(text, index):
    assert lix(text) == pytest.approx(index)


def test_list_items_are_sentences_and_headings_are_none():
    assert lix_of_body(body("## Kunnskapsgrunnlaget vårt\n\n- vi ser\n- vi hører\n- vi blir")) == 2.0


def test_source_marks_are_no_words():
    assert plain("<p>Vi ser deg.[^s1] Ja.[^forskning]</p>") == "Vi ser deg. Ja."
    assert lix_of_body(body("Vi ser deg.[^s1]")) == 3.0


def test_words_in_boxes_count():
    assert lix_of_body(body(":::fact\nVi er her nå.\n:::")) == 4.0
