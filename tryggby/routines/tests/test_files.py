"""The shipped routines: whole, readable, sourced; loaded once; a released version is never changed."""

import re

import pytest
import yaml
from django.utils.translation import override

from tryggby.audit.door import Entry
from tryggby.help.door import LawSnippet
from tryggby.help.door import load_shipped as load_help
from tryggby.routines import file
from tryggby.routines.factories import content
from tryggby.routines.loading import beside, load_shipped, shipped
from tryggby.routines.models import Routine, RoutineVersion

LIX = 45


def put(folder, place: str, made: dict):
    """Write a version's file."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(made, allow_unicode=True), "utf-8")
    return path


def lix(text: str) -> float:
    """Words in a sentence, and the share of long ones."""
    words = re.findall(r"[\wæøåÆØÅ-]+", text)
    sentences = len(re.findall(r"[.?!:]+", text)) or 1
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.django_db
def test_the_six_points_have_a_routine_each_and_loading_twice_changes_nothing():
    assert load_shipped() == len(shipped()) >= 7
    assert load_shipped() == 0
    assert sorted(Routine.objects.values_list("focus", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db
def test_every_law_is_in_the_register():
    load_help(by=None)
    load_shipped()
    known = set(LawSnippet.objects.values_list("shipped_id", flat=True))
    named = {law for version in RoutineVersion.objects.all() for law in version.content["laws"]}
    assert named and named <= known, named - known


@pytest.mark.parametrize("path", shipped(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_routine_is_easy_to_read(path):
    made, problems = file.read(path)
    assert not problems
    text = " ".join(f"{step['title']}. {step['text']}" for step in made["steps"]) + made["summary"] + made["purpose"]
    assert lix(text) <= LIX, f"LIX {lix(text):.1f}"
    assert "traumatisert" not in text


@pytest.mark.parametrize("place", ["trygghetsperson/1.yaml", "vold/1.yaml", "trygg-deling/2.yaml"])
def test_the_yearly_look_asks_if_the_child_was_offered_a_safe_person(place):
    made, _problems = file.read(next(path for path in shipped() if str(path).endswith(place)))
    assert any("tilbudt en trygghetsperson" in question for question in made["checks"])


@pytest.mark.django_db
def test_a_released_version_may_not_be_changed(tmp_path):
    put(tmp_path, "deling/1.yaml", content())
    load_shipped(folder=tmp_path)
    put(tmp_path, "deling/1.yaml", content(title="Noe annet"))
    with pytest.raises(file.Unreadable, match="Skriv en ny utgave"):
        load_shipped(folder=tmp_path)
    assert RoutineVersion.objects.get().content["title"] == "Trygg deling"


@pytest.mark.django_db
def test_what_is_known_of_a_source_follows_the_file_in_every_language():
    load_shipped()
    version = RoutineVersion.objects.filter(texts__language="nn").first()
    text = version.texts.get(language="nn")
    said, said_nn, mark = version.content["sources"][0]["note"], text.content["source_notes"][0], version.digest
    version.content["sources"][0]["note"] = text.content["source_notes"][0] = "Et eldre notat."
    version.save()
    text.save()
    load_shipped()
    version.refresh_from_db()
    text.refresh_from_db()
    assert (version.content["sources"][0]["note"], text.content["source_notes"][0]) == (said, said_nn)
    assert (version.digest, file.digest(version.content)) == (mark, mark)
    assert Entry.objects.filter(verb="note_routine_sources").count() == 2
    load_shipped()
    assert Entry.objects.filter(verb="note_routine_sources").count() == 2


def test_a_source_itself_cannot_be_exchanged_in_a_released_version():
    changed = content()
    changed["sources"] = [source | {"year": 1999} for source in changed["sources"]]
    assert file.digest(changed) != file.digest(content())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "title er tom"),
        ({"focus": 7}, "focus er et tall fra 1 til 6"),
        ({"steps": []}, "steps er en liste"),
        ({"steps": [{"id": "a", "title": "A", "text": "A."}] * 2}, "brukes én gang"),
        ({"laws": []}, "laws er en liste"),
        ({"sources": content()["sources"][:1]}, "minst én annen"),
        ({"farge": "blå"}, "ukjent felt: farge"),
    ],
)
def test_a_fault_is_named_by_file_and_field(tmp_path, change, said):
    _made, problems = file.read(put(tmp_path, "deling/1.yaml", content(**change)))
    assert any(said in str(problem) and str(problem).startswith("deling/1.yaml") for problem in problems), problems


def test_a_file_that_is_no_yaml_is_a_problem_and_no_crash(tmp_path):
    path = tmp_path / "deling" / "1.yaml"
    path.parent.mkdir()
    path.write_text("a: [b", "utf-8")
    assert "kan ikke leses" in str(file.read(path)[1][0])


def spoken(**changes) -> dict:
    """The factory's routine in nynorsk."""
    made = {key: content()[key] for key in ("title", "summary", "purpose", "limits", "changes")}
    steps = [
        {"id": "spor", "title": "Spør", "text": "Spør barnet."},
        {"id": "del", "title": "Del", "text": "Del lite."},
    ]
    made |= {"title": "Trygg deling, nynorsk", "steps": steps, "checks": ["Vart barnet spurt?"]}
    return made | {"source_notes": ["Få barn.", "Sjå lova."]} | changes


@pytest.mark.parametrize("path", shipped(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_version_stands_in_all_three_languages(path):
    made, _problems = file.read(path)
    found = {other.suffixes[-2]: file.read_language(other, made) for other in beside(path)}
    assert set(found) == {".nn", ".en"}
    for text, problems in found.values():
        assert not problems
        whole = " ".join(f"{step['title']}. {step['text']}" for step in text["steps"]) + text["summary"]
        assert lix(whole) <= LIX, f"LIX {lix(whole):.1f}"


@pytest.mark.django_db
def test_a_version_is_read_in_the_readers_language(tmp_path):
    put(tmp_path, "deling/1.yaml", content())
    load_shipped(folder=tmp_path)
    put(tmp_path, "deling/1.nn.yaml", spoken())
    load_shipped(folder=tmp_path)
    version = RoutineVersion.objects.get()
    with override("nn"):
        text = version.text
    assert (text["language"], text["title"]) == ("nn", "Trygg deling, nynorsk")
    assert text["laws"] == content()["laws"] and text["sources"][1]["note"] == "Sjå lova."
    with override("en"):
        assert version.text == content() | {"language": "nb"}
    put(tmp_path, "deling/1.nn.yaml", spoken(title="Noko anna"))
    with pytest.raises(file.Unreadable, match="Skriv en ny utgave"):
        load_shipped(folder=tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("1.nn.yaml", {"steps": spoken()["steps"][::-1]}, "i samme rekkefølge"),
        ("1.nn.yaml", {"steps": 3}, "i samme rekkefølge"),
        ("1.nn.yaml", {"checks": []}, "checks har 1 tekster"),
        ("1.nn.yaml", {"title": ""}, "title er tom"),
        ("1.nn.yaml", {"laws": ["bvl-13-2"]}, "ukjent felt: laws"),
        ("1.sv.yaml", {}, "språket er nn eller en"),
        ("2.nn.yaml", {}, "en utgave som ikke finnes"),
    ],
)
def test_a_fault_in_another_language_is_named_and_nothing_is_loaded(tmp_path, name, change, said):
    put(tmp_path, "deling/1.yaml", content())
    put(tmp_path, f"deling/{name}", spoken(**change))
    with pytest.raises(file.Unreadable, match=said):
        load_shipped(folder=tmp_path)
    assert not Routine.objects.exists()
