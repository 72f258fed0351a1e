"""Moving, cancelling, and the calendar files that follow."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar

from tryggby.audit.door import Entry
from tryggby.ground.door import OSLO, oslo
from tryggby.outbox.door import Message
from tryggby.programmes import actions
from tryggby.programmes.factories import EnrolmentFactory, GatheringFactory
from tryggby.programmes.models import BetweenTask
from tryggby.programmes.moving import plan_move


@pytest.fixture
def kari(client, valley):
    client.force_login(valley.kari)
    return client


@pytest.fixture
def task(cohort):
    due = cohort.day2.starts.date() + dt.timedelta(days=21)
    return BetweenTask.objects.create(
        cohort=cohort, after=cohort.day2, code="prov", track="staff", title="Prøv én ting", minutes=20, due_on=due
    )


def event(mail):
    calendar = Calendar.from_ical(mail.calendar)
    return calendar, calendar.walk("VEVENT")[0]


def later(gathering, days):
    day = gathering.starts.date() + dt.timedelta(days=days)
    return oslo(day, gathering.starts.time())


def test_publishing_sends_one_calendar_entry_per_person_and_gathering(valley, cohort):
    actions.publish_cohort(by=valley.kari, cohort=cohort)
    actions.publish_cohort(by=valley.kari, cohort=cohort)
    mails = Message.objects.filter(kind="gathering_invitation")
    assert mails.count() == 4 * 1 + 2 * 1
    mail = mails.get(to=cohort.enrolled[0].person.email)
    calendar, entry = event(mail)
    assert mail.calendar_method == calendar["METHOD"] == "REQUEST"
    assert entry["UID"] == cohort.day2.uid and entry["SEQUENCE"] == 0
    assert entry["DTSTART"].params["TZID"] == "Europe/Oslo"
    assert entry["DTSTART"].dt == cohort.day2.starts_at
    assert entry["DTSTART"].dt.astimezone(OSLO).hour == 9
    assert entry["ATTENDEE"] == f"mailto:{mail.to}"
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Europe/Oslo"
    assert all(len(line.encode()) <= 75 for line in mail.calendar.split("\r\n"))


def test_odd_addresses_cannot_break_the_calendar_file(valley, cohort):
    person = cohort.enrolled[0].person
    person.email = f"{'langt.' * 12}navn@lia.example"
    person.save()
    actions.publish_cohort(by=valley.kari, cohort=cohort)
    mail = Message.objects.get(kind="gathering_invitation", to=person.email)
    assert event(mail)[1]["ATTENDEE"] == f"mailto:{person.email}"


def test_a_move_takes_the_pair_and_the_tasks_along(valley, cohort, task):
    before = cohort.sup2.starts
    changed = actions.move_gathering(by=valley.kari, gathering=cohort.day2, starts_at=later(cohort.day2, 7))
    assert [g.pk for g in changed] == [cohort.day2.pk, cohort.sup2.pk]
    for row in (cohort.day2, cohort.sup2):
        row.refresh_from_db()
        assert row.sequence == 1
    assert cohort.sup2.starts.replace(tzinfo=None) - before.replace(tzinfo=None) == dt.timedelta(days=7)
    due = task.due_on
    task.refresh_from_db()
    assert task.due_on == due + dt.timedelta(days=7)
    mails = Message.objects.filter(kind="gathering_moved")
    assert mails.count() == 4 + 2
    calendar, entry = event(mails.get(to=cohort.enrolled[0].person.email))
    assert (entry["UID"], entry["SEQUENCE"], calendar["METHOD"]) == (cohort.day2.uid, 1, "REQUEST")
    assert entry["DTSTART"].dt == cohort.day2.starts_at
    assert Entry.objects.filter(verb="move_gathering").count() == 1


def test_a_move_over_summer_time_keeps_the_hours(valley, cohort):
    GatheringFactory(cohort=cohort, number=9, day=dt.date(2027, 3, 18))
    day = cohort.gatherings.get(number=9)
    pair = GatheringFactory(
        cohort=cohort, track="leader", number=9, kind="supervision", paired_with=day, day=dt.date(2027, 3, 25)
    )
    move = plan_move(day, starts_at=later(day, 7))
    assert [step.gathering.pk for step in move.steps] == [day.pk, pair.pk]
    assert [step.new.hour for step in move.steps] == [9, 9]
    assert move.steps[1].new.date() == dt.date(2027, 4, 1)


def test_a_move_alone_leaves_the_pair(valley, cohort, task):
    actions.move_gathering(by=valley.kari, gathering=cohort.day2, starts_at=later(cohort.day2, 7), together=False)
    cohort.sup2.refresh_from_db()
    assert cohort.sup2.sequence == 0


def test_a_new_place_tells_everybody_but_moves_nothing(valley, cohort, task):
    row = cohort.day2
    changed = actions.move_gathering(by=valley.kari, gathering=row, starts_at=row.starts_at, place="Rådhuset")
    assert [g.place for g in changed] == ["Rådhuset"]
    assert Message.objects.filter(kind="gathering_moved").count() == 4


def test_nothing_changed_sends_nothing(valley, cohort):
    row = cohort.day2
    assert actions.move_gathering(by=valley.kari, gathering=row, starts_at=row.starts_at, ends_at=row.ends_at) == []
    assert not Message.objects.exists()


def test_a_stale_preview_is_refused(valley, cohort):
    actions.move_gathering(by=valley.kari, gathering=cohort.day2, starts_at=later(cohort.day2, 7))
    with pytest.raises(ValidationError, match="mens du så på den"):
        actions.move_gathering(by=valley.kari, gathering=cohort.day2, starts_at=later(cohort.day2, 14), expected=0)


def test_the_page_previews_first_and_moves_on_one_yes(kari, cohort, task):
    url = reverse("programmes:move", args=[cohort.key, cohort.day2.key])
    day = (cohort.day2.starts.date() + dt.timedelta(days=7)).isoformat()
    data = {"day": day, "starts": "09:00", "ends": "15:30", "place": "Kulturhuset", "together": "on"}
    page = kari.post(url, data | {"se": "1"})
    text = page.content.decode()
    assert page.status_code == 200
    assert cohort.sup2.title in text and "Prøv én ting" in text and "6 kalenderinvitasjoner" in text
    cohort.day2.refresh_from_db()
    assert cohort.day2.sequence == 0 and not Message.objects.exists()
    answer = kari.post(url, data | {"godta": "1", "sekvens": "0"})
    assert answer.url == reverse("programmes:days", args=[cohort.key])
    assert Message.objects.filter(kind="gathering_moved").count() == 6
    again = kari.post(url, data | {"godta": "1", "sekvens": "0"})
    assert again.status_code == 422
    assert Message.objects.filter(kind="gathering_moved").count() == 6


@pytest.mark.parametrize(
    ("change", "words"),
    [({"day": "2020-01-01"}, "ikke er passert"), ({"ends": "08:00"}, "etter starten"), ({"day": "x"}, "gyldig dato")],
)
def test_bad_moves_are_said_and_kept(kari, cohort, change, words):
    url = reverse("programmes:move", args=[cohort.key, cohort.day2.key])
    data = {"day": "2031-01-09", "starts": "09:00", "ends": "15:30", "place": "Låven"} | change
    answer = kari.post(url, data)
    assert answer.status_code == 422
    assert words in answer.content.decode() and "Låven" in answer.content.decode()


def test_the_same_time_and_place_is_said(kari, cohort):
    url = reverse("programmes:move", args=[cohort.key, cohort.day2.key])
    day = cohort.day2.starts.date().isoformat()
    answer = kari.post(url, {"day": day, "starts": "09:00", "ends": "15:30", "place": "Kulturhuset"})
    assert answer.status_code == 422


def test_a_cancellation_takes_the_entry_out_of_the_calendars_once(kari, valley, cohort):
    url = reverse("programmes:cancellation", args=[cohort.key, cohort.day2.key])
    assert cohort.sup2.title in kari.get(url).content.decode()
    kari.post(url, {"together": "on"})
    mails = Message.objects.filter(kind="gathering_cancelled")
    assert mails.count() == 6
    calendar, entry = event(mails.get(to=cohort.enrolled[0].person.email))
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert kari.post(url).status_code == 404
    assert actions.cancel_gathering(by=valley.kari, gathering=cohort.day2) == []
    assert Message.objects.filter(kind="gathering_cancelled").count() == 6


def test_a_substitute_gets_no_calendar_entry(valley, cohort):
    EnrolmentFactory(cohort=cohort, unit=valley.units[0], person=valley.leaders[0], role="substitute")
    actions.move_gathering(by=valley.kari, gathering=cohort.day2, starts_at=later(cohort.day2, 7), together=False)
    assert Message.objects.filter(kind="gathering_moved").count() == 4


def test_mails_speak_the_receivers_language_and_have_no_markup_escapes(valley, cohort):
    person = cohort.enrolled[0].person
    person.given_name = "Bjørn & Å"
    person.save()
    actions.publish_cohort(by=valley.kari, cohort=cohort)
    mail = Message.objects.get(kind="cohort_invitation", to=person.email)
    assert "Bjørn & Å" in mail.text and cohort.day2.title in mail.text
    assert "\n" not in mail.subject


def test_cancelling_the_rest_of_a_cohort_cancels_what_is_to_come(kari, cohort):
    kari.post(reverse("programmes:closure", args=[cohort.key]))
    cohort.refresh_from_db()
    cohort.day1.refresh_from_db()
    assert cohort.cancelled_at and cohort.day1.cancelled_at is None
    assert Message.objects.filter(kind="gathering_cancelled").count() == 6
