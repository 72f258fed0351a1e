"""Leaders appoint mentors among their own people, with dates; a gap is said in words."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.mentoring.door import Mandate, Refused, appoint_mentor, end_mandate, gaps, is_mentor, mentored_units
from tryggby.mentoring.factories import MandateFactory
from tryggby.mentoring.words import gap_text
from tryggby.organisations.factories import MembershipFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_leader_appoints_a_colleague(furulia, login):
    answer = login(furulia.sara).post(
        "/min-enhet/mentorer/", {"person": furulia.bo.key, "since": today().isoformat(), "until": "", "once": "a"}
    )
    assert answer.status_code == 302
    mandate = Mandate.objects.get(person=furulia.bo)
    assert (mandate.unit, mandate.appointed_by, mandate.until) == (furulia.unit, furulia.sara, None)
    assert Entry.objects.filter(verb="appoint_mentor", organisation=furulia.unit.organisation_id).count() == 1


def test_the_same_form_twice_makes_one_mandate(furulia, login):
    data = {"person": furulia.bo.key, "since": today().isoformat(), "until": "", "once": "a"}
    appoint_mentor(by=furulia.sara, person=furulia.bo, unit=furulia.unit, once="a")
    again = appoint_mentor(by=furulia.sara, person=furulia.bo, unit=furulia.unit, once="a")
    assert again.person == furulia.bo
    assert login(furulia.sara).post("/min-enhet/mentorer/", data).status_code == 422
    assert Mandate.objects.filter(person=furulia.bo).count() == 1


def test_somebody_from_elsewhere_cannot_be_mentor_here(furulia, login):
    with pytest.raises(Refused, match="hører ikke til"):
        appoint_mentor(by=furulia.sara, person=furulia.neighbour, unit=furulia.unit)
    data = {"person": furulia.neighbour.key, "since": today().isoformat(), "once": "b"}
    assert login(furulia.sara).post("/min-enhet/mentorer/", data).status_code == 422


def test_two_mandates_in_the_same_days_are_refused(furulia):
    with pytest.raises(Refused, match="allerede mentor"):
        appoint_mentor(by=furulia.sara, person=furulia.amina, unit=furulia.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(person=furulia.amina, unit=furulia.unit)


def test_bad_dates_keep_what_was_typed(furulia, login):
    data = {"person": furulia.bo.key, "since": "2026-12-01", "until": "2026-11-01", "once": "c"}
    answer = login(furulia.sara).post("/min-enhet/mentorer/", data)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Sluttdatoen er før startdatoen." in html
    assert 'value="2026-11-01"' in html


def test_ending_a_mandate_twice_is_one_entry(furulia, login):
    client = login(furulia.sara)
    for _ in range(2):
        data = {"until": today().isoformat()}
        assert client.post(f"/min-enhet/mentorer/{furulia.mandate.key}/avslutt/", data).status_code == 302
    furulia.mandate.refresh_from_db()
    assert furulia.mandate.until == today()
    assert Entry.objects.filter(verb="end_mandate").count() == 1


def test_a_mandate_cannot_run_into_a_later_one(furulia):
    end_mandate(by=furulia.sara, mandate=furulia.mandate, until=today())
    appoint_mentor(by=furulia.sara, person=furulia.amina, unit=furulia.unit, since=today() + 5 * DAY)
    with pytest.raises(Refused, match="overlapper"):
        end_mandate(by=furulia.sara, mandate=furulia.mandate, until=today() + 9 * DAY)


def test_a_mentor_who_left_is_no_mentor(furulia):
    assert is_mentor(furulia.amina)
    furulia.amina.memberships.update(until=today() - DAY)
    assert not is_mentor(furulia.amina)
    assert not mentored_units(furulia.amina).exists()


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (None, ""),
        (200, ""),
        (30, "Amina slutter"),
        (0, "Amina slutter"),
        (-30, "Amina sluttet som mentor"),
        (-500, "ingen mentor ennå"),
    ],
)
def test_gap_is_said_in_words(furulia, until, sentence):
    if until is not None:
        Mandate.objects.filter(pk=furulia.mandate.pk).update(since=dt.date(2020, 1, 1), until=today() + until * DAY)
    text = gap_text(gaps([furulia.unit]).get(furulia.unit.pk))
    assert sentence in text
    assert bool(text) == bool(sentence)
    assert ("hvem er neste?" in text) == ("Amina" in text)


def test_leaving_the_unit_or_work_opens_the_gap(furulia):
    furulia.amina.memberships.update(until=today() + 10 * DAY)
    assert gaps([furulia.unit])[furulia.unit.pk].day == today() + 10 * DAY
    furulia.amina.memberships.update(until=None)
    furulia.amina.left_at = timezone.now() - DAY
    furulia.amina.save()
    assert gaps([furulia.unit])[furulia.unit.pk].kind == "left"


def test_a_successor_closes_the_gap(furulia):
    end_mandate(by=furulia.sara, mandate=furulia.mandate, until=today() + 20 * DAY)
    assert furulia.unit.pk in gaps([furulia.unit])
    appoint_mentor(by=furulia.sara, person=furulia.bo, unit=furulia.unit, since=today() + 21 * DAY)
    assert gaps([furulia.unit]) == {}


def test_gaps_of_many_units_take_the_same_queries(furulia, django_assert_num_queries):
    units = [furulia.unit]
    with django_assert_num_queries(2):
        gaps(units)
    units += [MandateFactory().unit for _ in range(3)] + [UnitFactory()]
    with django_assert_num_queries(2):
        found = gaps(units)
    assert found[units[-1].pk].kind == "none"


def test_list_of_mentors_takes_the_same_queries_with_three(furulia, login, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(furulia.sara)
    client.get("/min-enhet/mentorer/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/min-enhet/mentorer/")
    for _ in range(2):
        MandateFactory(unit=furulia.unit)
    with CaptureQueriesContext(connection) as three:
        client.get("/min-enhet/mentorer/")
    assert len(one) == len(three)


def test_a_leader_of_two_units_chooses(furulia, login):
    other = UnitFactory(organisation=furulia.unit.organisation, name="Bjørka barnehage")
    MembershipFactory(person=furulia.sara, unit=other, role="leader")
    client = login(furulia.sara)
    html = client.get(f"/min-enhet/mentorer/?enhet={other.key}").content.decode()
    assert "Enheten har ingen mentor ennå." in html
    assert client.get(f"/min-enhet/mentorer/?enhet={furulia.elsewhere.key}").status_code == 404
