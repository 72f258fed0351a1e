"""A meeting's figures are what everybody can read of its own organisation's children; small cells stay hidden."""

import datetime as dt

import pytest
import time_machine
from django.utils.translation import override

from tryggby.organisations.factories import UnitFactory
from tryggby.outreach.actions import add_agenda_point
from tryggby.outreach.factories import AgendaPointFactory, DialogueMeetingFactory
from tryggby.outreach.figures import figures_for, title_of, worded
from tryggby.outreach.tests.conftest import text
from tryggby.voices.factories import ChannelFactory, answered, release

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def answers(unit, counts: list[int]) -> None:
    """So many children at a unit gave each answer to one question in February."""
    with time_machine.travel(dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)):
        channel = ChannelFactory(unit=unit, name=unit.name)
    answered(channel, counts, dt.date(2026, 2, 9))


def test_another_municipalitys_answers_are_not_put_on_the_agenda(solvik):
    school = UnitFactory(organisation=solvik.owner, name="Havna skole", service__code="skole")
    answers(school, [5, 6, 7, 8, 9, 3])
    answers(UnitFactory(service=school.service, name="Fjellvik skole"), [9, 9, 9, 9, 9, 9])
    with time_machine.travel(NOON):
        release(NOON.date())
        (figure,) = figures_for(solvik.owner, school.service).values()
        assert figures_for(solvik.owner, UnitFactory(service__code="barnehage").service) == {}
    said = worded(figure)
    assert said.number == 38 and said.cells[0] == ("Ja, veldig", None), "the best answer first, three are few"
    assert said.cells[-1][0] == "Hoppet over" and [count for _label, count in said.cells].count(None) >= 2
    assert title_of(figure) == "Hører de voksne på deg her? – 13 år og eldre, 2026-01"


def test_what_nobody_can_read_any_more_is_not_offered(solvik):
    school = UnitFactory(organisation=solvik.owner, name="Havna skole", service__code="skole")
    answers(school, [5, 6, 7, 8, 9, 9])
    with time_machine.travel(NOON):
        release(NOON.date())
        assert figures_for(solvik.owner, school.service)
    with time_machine.travel(NOON + dt.timedelta(days=420)):
        assert figures_for(solvik.owner, school.service) == {}


@pytest.fixture
def school(solvik):
    """Havna skole has released one figure in March."""
    found = UnitFactory(organisation=solvik.owner, name="Havna skole", service__code="skole")
    answers(found, [5, 6, 7, 8, 9, 3])
    with time_machine.travel(NOON):
        release(NOON.date())
        yield found


@pytest.mark.shows("network.5")
def test_a_figure_is_frozen_without_words_and_read_in_the_readers_language(solvik, school, client):
    meeting = DialogueMeetingFactory(organisation=solvik.owner, service=school.service)
    codes = {}
    for language in ("nb", "nn", "en"):
        with override(language):
            codes[language] = set(figures_for(solvik.owner, school.service))
    assert codes["nb"] == codes["nn"] == codes["en"], "a form opened in one language is sent in another"
    with override("en"):
        (code,) = codes["nb"]
        point = add_agenda_point(by=solvik.amina, meeting=meeting, question="Hva?", figure=code)
    client.force_login(solvik.amina)
    page = f"/nettverk/dialogmoter/saker/{point.key}/"
    bokmal, english = text(client.get(page)), text(client.get(f"/en{page}"))
    assert "Hører de voksne på deg her?" in bokmal and "Ja, veldig" in bokmal and "13 år og eldre" in bokmal
    assert "Do the adults here listen to you?" in english and "13 and older" in english
    assert "Hører de voksne" not in english and "Ja, veldig" not in english and 'scope="row" lang=' not in english


def test_a_figure_frozen_as_words_is_still_read_and_says_its_language(solvik, client):
    old = {"question": "Blir du hørt?", "since": "2026-08-01", "until": "2026-10-01", "age": "13+", "number": 24}
    point = AgendaPointFactory(
        meeting=DialogueMeetingFactory(organisation=solvik.owner, service=solvik.service),
        figure=old | {"cells": [["Ja", 20], ["Nei", None]]},
    )
    client.force_login(solvik.amina)
    page = text(client.get(f"/en/nettverk/dialogmoter/saker/{point.key}/"))
    assert '<span lang="nb">Blir du hørt?</span>' in page and '<th scope="row" lang="nb">Ja</th>' in page
    assert title_of(old | {"cells": []}) == "Blir du hørt? – 13+, 2026-08"


def test_a_places_own_question_says_that_it_is_bokmal(solvik):
    own = {"words": {"nb": "Er det godt å være på Lia?"}, "labels": "amount", "scale": "three", "choices": []}
    own |= {"since": "2026-08-01", "until": "2026-10-01", "age": "from13", "number": 24, "cells": [None, 6, 7, 8]}
    with override("en"):
        assert (worded(own).question_language, worded(own).answers_language) == ("nb", "")
    assert worded(own).question_language == ""
