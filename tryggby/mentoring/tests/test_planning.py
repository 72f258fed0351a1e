"""A practice is planned once, invited to once per person, moved and cancelled with the same calendar entry."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from tryggby.ground.door import OSLO, today
from tryggby.mentoring.door import (
    Participation,
    Practice,
    Refused,
    answer_invitation,
    appoint_mentor,
    cancel_practice,
    move_practice,
    plan_practice,
)
from tryggby.mentoring.factories import MandateFactory, PracticeFactory, moment
from tryggby.mentoring.ics import titled
from tryggby.organisations.factories import MembershipFactory
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(furulia, part):
    """A practice a week from now in the staff room."""
    return plan_practice(by=furulia.amina, unit=furulia.unit, part=part, starts_at=moment(7), place="Personalrommet")


def form(part, days=7, time="14:30", **more):
    """What the plan page sends."""
    day = today() + dt.timedelta(days=days)
    return {"part": part.reference, "day": day.isoformat(), "time": time, "place": "Personalrommet", **more}


def entry(message):
    """The one event in a mail's calendar."""
    calendar = Calendar.from_ical(message.calendar)
    assert calendar["METHOD"] == message.calendar_method
    (event,) = calendar.walk("VEVENT")
    return event


def test_everybody_in_the_unit_gets_one_mail(planned, furulia):
    assert set(Message.objects.values_list("to", flat=True)) == {
        person.email for person in (furulia.sara, furulia.amina, furulia.bo, furulia.kari, furulia.omar)
    }
    assert Message.objects.count() == 5
    assert planned.participations.count() == 4
    assert not planned.participations.filter(person=furulia.amina).exists()
    mail = Message.objects.get(to=furulia.bo.email)
    assert "Amina Lie inviterer deg" in mail.text
    assert f"/ovinger/{planned.key}/" in mail.text
    assert "noen grunn" in mail.text


def test_calendar_entry_says_when_where_and_who(planned, furulia):
    event = entry(Message.objects.get(to=furulia.bo.email))
    assert event["UID"].startswith(f"oving-{planned.key}@")
    assert event["SEQUENCE"] == 0
    assert event.decoded("DTSTART") == planned.starts_at
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(minutes=30)
    assert event["LOCATION"] == "Personalrommet"
    assert event["SUMMARY"] == "Øving: Roen i kroppen min"
    planned.title = "Øving: Ta imot"
    assert titled(planned) == "Øving: Ta imot"
    assert event["ATTENDEE"] == f"mailto:{furulia.bo.email}"


def test_sending_the_form_twice_plans_once(furulia, part, login):
    client, data = login(furulia.amina), form(part, once="same")
    first, second = (client.post("/mentor/okter/ny/", data) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Practice.objects.count() == 1
    assert Message.objects.count() == 5


def test_two_practices_at_the_same_time_are_refused(planned, furulia, part, login):
    answer = login(furulia.amina).post("/mentor/okter/ny/", form(part, time="14:45", once="other"))
    assert answer.status_code == 422
    assert "har allerede en øving da" in answer.content.decode()
    assert Practice.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeFactory(mandate=furulia.mandate, starts_at=planned.starts_at)


def test_the_time_of_a_cancelled_practice_is_free(planned, furulia, part):
    cancel_practice(by=furulia.amina, practice=planned)
    again = plan_practice(by=furulia.amina, unit=furulia.unit, part=part, starts_at=planned.starts_at)
    assert again.pk != planned.pk


@pytest.mark.parametrize(
    "change",
    [{"days": -1}, {"time": ""}, {"time": "25:00"}, {"part": "no.tryggby/finnes-ikke#x"}, {"place": "x" * 121}],
)
def test_bad_plan_keeps_what_was_typed(furulia, part, login, change):
    days = change.pop("days", 7)
    answer = login(furulia.amina).post("/mentor/okter/ny/", form(part, days=days) | change)
    assert answer.status_code == 422
    assert not Practice.objects.exists()
    if "place" not in change:
        assert 'value="Personalrommet"' in answer.content.decode()


def test_only_a_mentor_of_the_unit_plans(furulia, part):
    with pytest.raises(Refused, match="ikke mentor"):
        plan_practice(by=furulia.neighbour, unit=furulia.unit, part=part, starts_at=moment(7))


def test_moving_keeps_the_entry_and_asks_anew(planned, furulia):
    answer_invitation(by=furulia.bo, practice=planned, coming=True)
    MembershipFactory(unit=furulia.unit)
    moved = move_practice(by=furulia.amina, practice=planned, starts_at=moment(9), place="Møterommet")
    move_practice(by=furulia.amina, practice=planned, starts_at=moment(9), place="Møterommet")
    assert moved.sequence == 1
    assert moved.participations.filter(answer=Participation.Answer.NONE).count() == 5
    old, new = (entry(m) for m in Message.objects.filter(to=furulia.bo.email).order_by("pk"))
    assert old["UID"] == new["UID"]
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 1)
    assert new.decoded("DTSTART") == moment(9)
    assert Message.objects.filter(kind="practice_moved").count() == 6


def test_a_new_place_keeps_the_answers(planned, furulia):
    answer_invitation(by=furulia.bo, practice=planned, coming=True)
    move_practice(by=furulia.amina, practice=planned, starts_at=planned.starts_at, place="Møterommet")
    assert planned.participations.get(person=furulia.bo).answer == Participation.Answer.YES


def test_cancelling_takes_it_out_of_the_calendar_once(planned, furulia, login):
    client = login(furulia.amina)
    for _ in range(2):
        client.post(f"/mentor/okter/{planned.key}/avlys/", {"because": "Sykdom i huset.\r\nHei"})
    planned.refresh_from_db()
    assert planned.cancelled_because == "Sykdom i huset. Hei"
    mails = Message.objects.filter(kind="practice_cancelled")
    assert mails.count() == 5
    event = entry(mails.get(to=furulia.kari.email))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "Sykdom i huset." in mails.first().text


def test_what_did_not_happen_is_cancelled_without_mail(furulia):
    past = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-2))
    cancel_practice(by=furulia.amina, practice=past)
    assert not Message.objects.exists()


def test_nobody_who_left_gets_a_mail(furulia, part):
    from django.utils import timezone

    furulia.kari.left_at = timezone.now()
    furulia.kari.save()
    plan_practice(by=furulia.amina, unit=furulia.unit, part=part, starts_at=moment(7))
    assert not Message.objects.filter(to=furulia.kari.email).exists()


def test_the_clock_of_oslo_holds_across_the_change_of_summer_time(furulia, part, login):
    client = login(furulia.amina)
    client.post("/mentor/okter/ny/", form(part) | {"day": "2027-03-29", "time": "08:15"})
    assert Practice.objects.get().starts_at.astimezone(OSLO).time() == dt.time(8, 15)
    assert Practice.objects.get().starts_at.astimezone(dt.UTC).time() == dt.time(6, 15)


def test_a_colleague_answers_without_a_reason(planned, furulia, login):
    client = login(furulia.bo)
    assert "Kommer du?" in client.get(f"/ovinger/{planned.key}/").content.decode()
    client.post(f"/ovinger/{planned.key}/", {"answer": "no"})
    client.post(f"/ovinger/{planned.key}/", {"answer": "no"})
    assert planned.participations.get(person=furulia.bo).answer == "no"
    client.post(f"/ovinger/{planned.key}/", {"answer": "kanskje"})
    assert planned.participations.get(person=furulia.bo).answer == "no"
    client.post(f"/ovinger/{planned.key}/", {"answer": "yes"})
    assert planned.participations.get(person=furulia.bo).answer == "yes"


def test_calendar_file_has_the_same_identity_as_the_mail(planned, furulia, login):
    answer = login(furulia.bo).get(f"/ovinger/{planned.key}/kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"] == entry(Message.objects.get(to=furulia.bo.email))["UID"]


def test_a_too_late_answer_is_refused_kindly(furulia, login):
    past = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-2))
    past.participations.create(person=furulia.bo, invited_at=past.planned_at)
    answer = login(furulia.bo).post(f"/ovinger/{past.key}/", {"answer": "yes"}, follow=True)
    assert "for sent" in answer.content.decode()


def test_another_mentor_of_the_unit_takes_over(planned, furulia, login):
    appoint_mentor(by=furulia.sara, person=furulia.bo, unit=furulia.unit)
    login(furulia.bo).post(f"/mentor/okter/{planned.key}/kjor/", {"go": "start"})
    planned.refresh_from_db()
    assert planned.mandate.person == furulia.bo


def test_mentor_home_takes_the_same_queries_with_three_practices(furulia, part, login):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = login(furulia.amina)
    for pages in ("/mentor/", "/mentor/okter/"):
        Practice.objects.all().delete()
        PracticeFactory(mandate=furulia.mandate, starts_at=moment(3))
        PracticeFactory(mandate=furulia.mandate, held=True)
        with CaptureQueriesContext(connection) as one:
            client.get(pages)
        for n in (4, 5):
            PracticeFactory(mandate=furulia.mandate, starts_at=moment(n))
            PracticeFactory(mandate=furulia.mandate, held=True, starts_at=moment(-n))
        with CaptureQueriesContext(connection) as three:
            client.get(pages)
        assert len(one) == len(three) <= 30


def test_mentor_of_two_units_chooses(furulia, part, login):
    other = MandateFactory(person=furulia.amina).unit
    client = login(furulia.amina)
    assert other.name in client.get(f"/mentor/?enhet={other.key}").content.decode()
    assert client.get(f"/mentor/?enhet={furulia.elsewhere.key}").status_code == 404
    answer = client.post(f"/mentor/okter/ny/?enhet={other.key}", form(part, once="z"))
    assert answer.status_code == 302
    assert Practice.objects.get().unit == other
