"""Captions: what is read, what is refused and with which words, and what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggby.events import vtt
from tryggby.events.refusal import Refused

GOOD = """WEBVTT - Frokostseminar

NOTE laget for hånd

1
00:00.000 --> 00:04.500 align:start line:90%
<v Prosjektleder>God morgen, og velkommen.

00:04.500 --> 01:00:08.000
Vi skal snakke om <i>trygghet</i>
&amp; tilhørighet.
"""


def test_good_file_is_read():
    first, second = vtt.parse(GOOD)
    assert (first.start, first.end, first.voice) == (0, 4500, "Prosjektleder")
    assert first.plain == "God morgen, og velkommen."
    assert (second.end, second.plain) == (3_608_000, "Vi skal snakke om trygghet & tilhørighet.")


def test_what_is_written_reads_the_same():
    cues = vtt.parse(GOOD)
    text = vtt.written(cues)
    assert vtt.parse(text) == cues and "align" not in text and "NOTE" not in text


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_endings_and_bom_are_no_trouble(ending):
    assert len(vtt.parse(b"\xef\xbb\xbf" + GOOD.replace("\n", ending).encode())) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "WEBVTT"),
        ("WEBVTTX\n\n00:00.000 --> 00:01.000\nHei", "WEBVTT"),
        ("1\n00:00:00,000 --> 00:00:01,000\nHei", "WEBVTT"),
        ("WEBVTT\n\n", "ingen teksting"),
        ("WEBVTT\n00:00.000 --> 00:01.000\nHei", "Linje 2: det mangler en tom linje"),
        ("WEBVTT\n\n00:00,000 --> 00:01,000\nHei", "Linje 3: her skulle det stått en tid"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHei", "Linje 3: slutten må være etter starten"),
        ("WEBVTT\n\n00:61.000 --> 01:70.000\nHei", "Linje 3"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n00:01.000 --> 00:02.000\nA", "Linje 6: teksten begynner før"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n", "Linje 3: det er ingen tekst"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n<script>alert(1)</script>", "Linje 4: tegnene < og &"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nKari & Ola", "Linje 4: tegnene < og &"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000 onclick\nHei", "Linje 3: det står noe ukjent"),
        ("WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:00.000 --> 00:01.000\nHei", "STYLE kan ikke brukes"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nHei\n00:01.000 --> 00:02.000\nHå", "Linje 5: det mangler en tom linje"),
    ],
)
def test_wrong_file_is_refused_with_the_line(text, words):
    with pytest.raises(Refused) as refused:
        vtt.parse(text)
    assert words in str(refused.value)


def test_other_encodings_and_binary_files_are_refused():
    for content in ("WEBVTT\n\n00:00.000 --> 00:01.000\nSpørsmål".encode("latin-1"), b"WEBVTT\0\n\n", b"\x00\x01"):
        with pytest.raises(Refused):
            vtt.parse(content)


def test_file_that_is_too_big_is_refused():
    with pytest.raises(Refused):
        vtt.parse(b"WEBVTT\n\n" + b"x" * vtt.BYTES)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        cues = vtt.parse("WEBVTT\n\n" + text)
    except Refused:
        return
    assert vtt.parse(vtt.written(cues)) == cues


def test_draft_of_the_text_has_a_paragraph_per_voice():
    text = vtt.as_text(vtt.parse(GOOD))
    assert text == "Prosjektleder: God morgen, og velkommen. Vi skal snakke om trygghet & tilhørighet."
