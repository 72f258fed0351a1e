"""The programme file: what is wrong is said with its line; loading twice changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from tryggby.programmes import file
from tryggby.programmes.loading import FOLDER, Unreadable, load_programme, load_shipped, shipped
from tryggby.programmes.models import Programme

GOOD = """format: 1
identifier: no.lia/kort
version: 1.0.0
title: Kort
summary: Et kort program.
rhythm: {weeks: 4}
tracks:
  - {code: staff, name: Alle}
goals:
  - {code: mot, text: Jeg tør.}
gatherings:
  - {track: staff, number: 1, title: Dag 1, kind: day, from: "09:00", to: "10:00", goals: [mot]}
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="kort.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_short_file_is_fine(write):
    assert file.read(write(GOOD))[1] == []


@pytest.mark.parametrize("path", shipped(), ids=lambda p: p.stem)
def test_the_shipped_programmes_are_fine(path):
    assert file.read(path)[1] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("version: 1.0.0", "version: '1'", 3, "tre tall"),
        ("identifier: no.lia/kort", "identifier: kort", 2, "identifier"),
        ("{weeks: 4}", "{weeks: 0}", 6, "rhythm"),
        ("kind: day", "kind: party", 12, "ukjent"),
        ('to: "10:00"', 'to: "08:00"', 12, "senere"),
        ("goals: [mot]", "goals: [ro]", 12, "ro"),
        ("track: staff, number", "track: boss, number", 12, "boss"),
        ("goals: [mot]", "parts: [feil]", 12, "feil"),
        ("goals: [mot]", "agenda: [{minutes: 20, title: Prat}]", 12, "20 minutter"),
        ("goals: [mot]", "paired: {track: staff, number: 9, days: 3}", 12, "knyttet"),
        ("title: Kort", "title: Kort\nfarge: blå", 1, "farge"),
        ("title: Kort", "title: Kort\ntitle: Igjen", 5, "to ganger"),
        ("{code: mot, text: Jeg tør.}", "{code: mot}", 10, "text"),
        (
            "{code: staff, name: Alle}",
            "{code: staff, name: Alle, representation: {min: 3, max: 1}}",
            8,
            "representation",
        ),
        ("format: 1", "format: [", 3, "kan ikke leses"),
    ],
)
def test_each_fault_is_named_with_its_line(write, old, new, line, words):
    problems = file.read(write(GOOD.replace(old, new, 1)))[1]
    assert any(p.line == line and words in p.message for p in problems), [str(p) for p in problems]


def test_nonsense_files_are_refused_calmly(write, tmp_path):
    assert file.read(write("bare tekst"))[1]
    assert file.read(write(""))[1]
    odd = tmp_path / "odd.yaml"
    odd.write_bytes(b"\xff\xfe")
    assert "UTF-8" in file.read(odd)[1][0].message


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(write):
    first, new = load_programme(by=None, path=write(GOOD))
    again, newer = load_programme(by=None, path=write(GOOD))
    assert (new, newer, first.pk) == (True, False, again.pk)


@pytest.mark.django_db
def test_a_changed_file_needs_a_new_version(write):
    load_programme(by=None, path=write(GOOD))
    with pytest.raises(Unreadable, match="nytt versjonsnummer"):
        load_programme(by=None, path=write(GOOD.replace("Et kort", "Et langt")))
    newer, new = load_programme(by=None, path=write(GOOD.replace("1.0.0", "1.1.0")))
    assert new and list(Programme.objects.offered()) == [newer]


@pytest.mark.django_db
def test_a_loaded_programme_is_frozen(write):
    programme, _new = load_programme(by=None, path=write(GOOD))
    programme.title = "Noe annet"
    with pytest.raises(ValueError, match="frozen"):
        programme.save()


@pytest.mark.django_db
def test_the_command_loads_the_shipped_ones_and_names_faults(write, capsys):
    call_command("programmes_load")
    call_command("programmes_load")
    assert Programme.objects.count() == len(load_shipped()) == 2
    with pytest.raises(CommandError, match=r"kort\.yaml:12"):
        call_command("programmes_load", str(write(GOOD.replace("kind: day", "kind: party"))))
    call_command("programmes_load", str(FOLDER / "okt-livsmestring.yaml"), check=True)
    assert "i orden" in capsys.readouterr().out


def test_the_four_plus_four_is_what_it_says():
    content, _problems = file.read(FOLDER / "rvts-4-pluss-4.yaml")
    staff = [g for g in content["gatherings"] if g["track"] == "staff"]
    leader = [g for g in content["gatherings"] if g["track"] == "leader"]
    assert len(staff) == len(leader) == 4
    assert all(g["from"] == "09:00" and g["to"] == "12:00" and g["paired"]["number"] == g["number"] for g in leader)
    assert content["tracks"][1]["representation"] == {"min": 1, "max": 2}
