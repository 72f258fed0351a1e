"""Which doors are open when, and that the help entrance needs no database."""

import datetime as dt

import pytest

from tryggby.help.lines import OSLO, help_lines, lines_for

RED_CROSS = next(line for line in help_lines() if line.id == "kors-pa-halsen")


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-23T13:59", False),
        ("2026-11-23T14:00", True),
        ("2026-11-23T21:59", True),
        ("2026-11-23T22:00", False),
        ("2026-12-25T15:00", False),
        ("2026-12-25T16:00", True),
        ("2026-05-17T15:30", False),
        ("2027-03-28T14:30", False),
        ("2026-03-29T14:30", True),
    ],
)
def test_a_line_is_open_by_weekday_and_holiday(when, is_open):
    assert RED_CROSS.open_at(at(when)) is is_open


def test_a_closed_line_says_when_it_opens():
    assert RED_CROSS.next_opening(at("2026-11-23T22:30")) == at("2026-11-24T14:00")
    assert RED_CROSS.next_opening(at("2026-11-23T15:00")) is None


def test_an_overdue_line_keeps_its_number():
    late = RED_CROSS.review_by + dt.timedelta(days=1)
    assert RED_CROSS.overdue(dt.datetime.combine(late, dt.time(12), tzinfo=OSLO))
    assert RED_CROSS.phone


def test_every_line_has_a_source_and_a_way_in():
    for line in help_lines():
        assert line.source.startswith("https://")
        assert line.phone or line.web
        assert set(line.texts) == {"nb", "nn", "en"}


@pytest.mark.parametrize("who", ["child", "adult", "employee"])
def test_everybody_gets_the_danger_numbers_apart(who):
    assert [line.phone for line in lines_for(who, danger=True)] == ["112", "113"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/hjelp/", "/hjelp/barn/", "/hjelp/voksen/", "/hjelp/ansatt/", "/trygg-pa-nett/"])
def test_a_help_page_sets_no_cookie(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "112" in response.content.decode() or "trygg" in path


@pytest.mark.django_db
def test_an_unknown_reader_is_404(client):
    assert client.get("/hjelp/tullball/").status_code == 404


def test_leaving_keeps_nothing(client):
    response = client.get("/forlat/")
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    assert "storage" in response["Clear-Site-Data"]
