"""The texts of the help pages: whole in each language, not older than the bokmål, and easy to read."""

import re

import pytest
import yaml
from django.core.management import CommandError, call_command

from tryggby.help.actions.shipped import FOLDER as SHIPPED
from tryggby.help.hours import parse
from tryggby.help.speech import FOLDER, FOR_EMPLOYEES, flat, mark, speeches, stale_keys, texts_of

WHOLE = ["nn", "en", "se", "ar"]


@pytest.mark.parametrize("language", WHOLE)
def test_a_language_says_all_of_a_part_or_nothing(language):
    source, own = texts_of("nb"), texts_of(language)
    for part, said in own.items():
        assert set(said) == set(source[part]), part
    assert set(source) - set(own) <= set(FOR_EMPLOYEES)


@pytest.mark.parametrize("language", WHOLE)
def test_no_translation_is_older_than_the_bokmaal(language):
    assert not stale_keys(language), "look it over, then: bin/manage help_texts --looked-over " + language


def test_a_changed_text_makes_its_translations_stale(monkeypatch):
    texts = texts_of("nb")
    texts["child"]["lead"] += " Mer."
    monkeypatch.setattr("tryggby.help.speech.texts_of", lambda code: texts if code == "nb" else texts_of(code))
    assert stale_keys("se") == {"child.lead"}


def test_the_marks_keep_their_places():
    for language in WHOLE:
        own = dict(flat(texts_of(language)))
        for key, text in flat(texts_of("nb")):
            if key in own:
                assert re.findall(r"\{\w+\}", own[key]) == re.findall(r"\{\w+\}", text), key
    assert all(len(speech.texts["lines"]["days"].split(", ")) == 7 for speech in speeches().values())


@pytest.mark.parametrize(
    ("parts", "limit"), [(("entrance", "child"), 25), (("adult", "worried", "traces"), 35), (("worker", "told"), 45)]
)
def test_the_bokmaal_is_easy_to_read(parts, limit):
    texts = texts_of("nb")
    said = " ".join(text if text[-1] in ".?!" else text + "." for part in parts for text in texts[part].values())
    words = re.findall(r"[\wæøåÆØÅ]+", said)
    sentences = len(re.findall(r"[.?!:]+", said))
    lix = len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
    assert lix <= limit, f"LIX {lix:.1f}"


def test_the_command_lists_and_refuses(capsys):
    call_command("help_texts")
    assert capsys.readouterr().out == ""
    with pytest.raises(CommandError):
        call_command("help_texts", looked_over=["xx"])


def test_the_starter_set_is_whole():
    lines = yaml.safe_load((SHIPPED / "lines.yaml").read_text("utf-8"))["lines"]
    for line in lines:
        assert line["source"].startswith("https://"), line["id"]
        assert {"nb", "nn", "en"} <= set(line["text"]), line["id"]
        if {"child", "adult"} & set(line["for"]):
            assert {"se", "ar"} <= set(line["text"]), line["id"]
        for hours in ("hours", "written_hours"):
            assert parse(line.get(hours, "")) is not None
        assert line["sure"] in {"sure", "check", "verify"}
    numbers = {line["id"]: line.get("phone") for line in lines}
    assert numbers["alarmtelefonen"] == "116 111"
    assert numbers["politi-nod"] == "112"


def test_every_section_has_its_services_by_code():
    from tryggby.organisations.door import Service

    laws = yaml.safe_load((SHIPPED / "laws.yaml").read_text("utf-8"))["laws"]
    assert len({law["id"] for law in laws}) == len(laws) > 35
    codes = {code for law in laws for code in law["services"]}
    assert "barnevern" in codes
    assert Service._meta.get_field("code").max_length >= max(map(len, codes))


def test_a_mark_is_of_the_text_alone():
    assert mark("Hei. ") == mark("Hei.") != mark("Hei!")
    assert (FOLDER / "made_from.yaml").exists()
