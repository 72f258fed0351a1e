"""A meeting's figures are what everybody can read of its own organisation's children; small cells stay hidden."""

import datetime as dt

import pytest
import time_machine

from tryggby.organisations.factories import UnitFactory
from tryggby.outreach.figures import figures_for, title_of
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
    assert figure["number"] == 38 and figure["cells"][0] == ["Ja, veldig", None], "the best answer first, three are few"
    assert figure["cells"][-1][0] == "Hoppet over" and [count for _label, count in figure["cells"]].count(None) >= 2
    assert title_of(figure) == "Hører de voksne på deg her? – 13 år og eldre, 2026-01"


def test_what_nobody_can_read_any_more_is_not_offered(solvik):
    school = UnitFactory(organisation=solvik.owner, name="Havna skole", service__code="skole")
    answers(school, [5, 6, 7, 8, 9, 9])
    with time_machine.travel(NOON):
        release(NOON.date())
        assert figures_for(solvik.owner, school.service)
    with time_machine.travel(NOON + dt.timedelta(days=420)):
        assert figures_for(solvik.owner, school.service) == {}
