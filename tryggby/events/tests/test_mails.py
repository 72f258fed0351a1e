"""Mails and calendar files, read by others' parsers: one entry through move and cancel, and no header slips in."""

import datetime as dt
import email
import email.policy
import re

import ics
import mailparser
import pytest
import vobject
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tryggby.events import actions, links
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Signup
from tryggby.outbox.door import Message, deliver_due

pytestmark = pytest.mark.django_db

HOSTILE = [
    "Kari\r\nBcc: alle@x.example",
    "Kari\nSubject: Hei",
    "=?utf-8?B?S2FyaQ==?=",
    "Ka\u2028ri\u2029Berg",
    '"; DROP TABLE <script>alert(1)</script>',
    "Kari;CN=Ola:mailto:x",
    "فاطمة\u202e حسن",
    "😀" * 30,
    "K" * 120,
    "BEGIN:VEVENT",
]


def sent():
    """Every mail of the outbox as it goes over the wire."""
    mail.outbox.clear()
    deliver_due("test", limit=500)
    return [message.message().as_bytes() for message in mail.outbox]


def three_readings(calendar: str) -> list[tuple]:
    """What icalendar, ics and vobject each make of the one entry: UID, SEQUENCE, zone, start, status, method."""
    zone = re.search(r"DTSTART;TZID=([^:]+):", calendar)[1]
    first = Calendar.from_ical(calendar)
    entry = first.walk("VEVENT")[0]
    second = next(iter(ics.Calendar(calendar).events))
    extra = {line.name: line.value for line in second.extra}
    third = vobject.readOne(calendar)
    start = third.vevent.dtstart
    assert first.walk("VTIMEZONE")[0]["TZID"] == zone
    return [
        (
            str(entry["UID"]),
            int(entry["SEQUENCE"]),
            str(entry["DTSTART"].params["TZID"]),
            entry.start.astimezone(dt.UTC),
            str(entry["STATUS"]),
            str(first["METHOD"]),
        ),
        (
            second.uid,
            int(extra["SEQUENCE"]),
            zone,
            second.begin.datetime.astimezone(dt.UTC),
            second.status,
            ics.Calendar(calendar).method,
        ),
        (
            third.vevent.uid.value,
            int(third.vevent.sequence.value),
            start.params["X-VOBJ-ORIGINAL-TZID"][0],
            start.value.astimezone(dt.UTC),
            third.vevent.status.value,
            third.method.value,
        ),
    ]


@pytest.mark.shows("events.2")
def test_invite_move_and_cancel_are_one_entry_for_three_parsers():
    event = EventFactory(title="Frokost; med, komma\\ og æøå – " + "lang tittel " * 8)
    signup = SignupFactory(event=event, email="kari@x.example")
    later = event.starts_at + dt.timedelta(days=120)
    actions.move_event(by=None, event=event, starts_at=later, ends_at=later + dt.timedelta(hours=1))
    actions.cancel_event(by=None, event=event, because="Syk")
    mails = Message.objects.filter(to=signup.email).order_by("pk")
    found = [three_readings(message.calendar) for message in mails]
    for readings in found:
        assert readings[0] == readings[1] == readings[2]
    uid, zone = event.uid, "Europe/Oslo"
    assert [reading[0] for reading in found] == [
        (uid, 0, zone, event.starts_at, "CONFIRMED", "REQUEST"),
        (uid, 1, zone, later, "CONFIRMED", "REQUEST"),
        (uid, 2, zone, later, "CANCELLED", "CANCEL"),
    ]
    for message in mails:
        assert all(len(line.encode()) <= 75 for line in message.calendar.split("\r\n"))


@pytest.mark.shows("events.2")
def test_a_switch_and_a_farewell_have_growing_numbers():
    event = EventFactory()
    signup = SignupFactory(event=event, email="kari@x.example")
    actions.switch_mode(by=None, signup=signup, mode="stream")
    actions.cancel_signup(by=None, signup=signup)
    SignupFactory(event=event, email="kari@x.example")
    found = [three_readings(m.calendar)[0] for m in Message.objects.filter(to=signup.email).order_by("pk")]
    assert [(r[1], r[4], r[5]) for r in found] == [
        (0, "CONFIRMED", "REQUEST"),
        (1, "CONFIRMED", "REQUEST"),
        (2, "CANCELLED", "CANCEL"),
        (3, "CONFIRMED", "REQUEST"),
    ]


@pytest.mark.shows("events.2")
def test_the_page_and_the_feed_name_the_same_entry(client):
    event = EventFactory()
    SignupFactory(event=event)
    personal = three_readings(Message.objects.get().calendar)[0]
    for path in (f"/arrangementer/{event.slug}/kalender.ics", "/arrangementer/kalender.ics"):
        answer = client.get(path)
        assert answer["Content-Type"].startswith("text/calendar")
        readings = three_readings(answer.content.decode())
        assert readings[0] == readings[1] == readings[2]
        assert readings[0][:5] == personal[:5]
        assert readings[0][5] == "PUBLISH"


def test_summer_time_is_kept_on_the_clock():
    event = EventFactory()
    summer = dt.datetime(event.starts_at.year + 1, 7, 1, 7, tzinfo=dt.UTC)
    actions.move_event(by=None, event=event, starts_at=summer, ends_at=summer + dt.timedelta(hours=1))
    SignupFactory(event=event)
    readings = three_readings(Message.objects.get().calendar)
    assert {reading[3] for reading in readings} == {summer}
    assert "T090000" in Message.objects.get().calendar


@pytest.mark.shows("events.3")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_change_nothing_for_three_mail_parsers(name):
    event = EventFactory(title=f"Seminar {name}", organiser=name)
    SignupFactory(event=event, name=name, email="kari@x.example", workplace=name)
    (raw,) = sent()
    modern = email.message_from_bytes(raw, policy=email.policy.default)
    old = email.message_from_bytes(raw, policy=email.policy.compat32)
    other = mailparser.parse_from_bytes(raw)
    for message in (modern, old):
        assert message.get_all("To") == ["kari@x.example"]
        assert message.get_all("Bcc") is None
        assert len(message.get_all("Subject")) == 1
        assert len(message.get_all("From")) == 1
    assert other.to == [("", "kari@x.example")]
    assert not other.bcc
    assert modern["Subject"] == other.subject == Message.objects.get().subject
    text = modern.get_body(("plain",)).get_content()
    assert links.place(Signup.objects.get()) in text
    assert links.place(Signup.objects.get()) in other.text_plain[0]
    assert "<script" not in modern.get_body(("html",)).get_content()
    kinds = [part.get_content_type() for part in modern.walk()]
    assert {"text/plain", "text/html", "text/calendar"} <= set(kinds)
    readings = three_readings(Message.objects.get().calendar)
    assert readings[0] == readings[1] == readings[2]


@pytest.mark.shows("events.3")
@pytest.mark.parametrize(
    "address", ["a;b@x.example", "a,b@x.example", '"a b"@x.example', "a%0d@x.example", "ø@x.example"]
)
def test_unusual_addresses_cannot_break_a_calendar_line(address):
    event = EventFactory()
    Signup.objects.filter(pk=SignupFactory(event=event).pk).update(email=address)
    signup = Signup.objects.select_related("event", "seating").get()
    from tryggby.events import ics as own

    calendar = own.personal(signup)
    (entry,) = Calendar.from_ical(calendar).walk("VEVENT")
    assert str(entry["ATTENDEE"]).startswith("mailto:")
    assert str(entry["ATTENDEE"]).endswith("@x.example")


@pytest.mark.shows("events.3")
def test_opening_every_link_of_every_mail_changes_nothing():
    event = EventFactory(room=1, stream_url="https://sending.example/x")
    holder, waiting = SignupFactory(event=event), SignupFactory(event=event)
    watcher = SignupFactory(event=event, mode="stream", wants_room=True)
    actions.accept_offer(by=None, signup=holder)
    actions.send_due_stream_links(event.stream_mail_at)
    actions.cancel_signup(by=None, signup=holder)
    before = list(Signup.objects.order_by("pk").values())
    mails = Message.objects.count()
    client = Client()
    addresses = {a for m in Message.objects.all() for a in re.findall(r"https?://\S+", m.text)}
    assert len(addresses) >= 4
    for address in addresses:
        path = "/" + address.split("/", 3)[3]
        for method in ("get", "head", "options"):
            assert getattr(client, method)(path).status_code in {200, 404, 405}
    for path in ("svar", "bytte", "onske", "avmelding"):
        for signup in (holder, waiting, watcher):
            assert client.get(links.place(signup).split("/", 3)[3].join("/ ").strip() + f"{path}/").status_code == 405
    assert list(Signup.objects.order_by("pk").values()) == before
    assert Message.objects.count() == mails


def test_every_mail_is_sent_once_however_often_the_job_runs():
    event = EventFactory(stream_url="https://sending.example/x")
    room, stream = SignupFactory(event=event), SignupFactory(event=event, mode="stream")
    for _ in range(3):
        actions.send_due_reminders(event.reminder_at)
        actions.send_due_stream_links(event.stream_mail_at)
    assert Message.objects.filter(kind="event_reminder").count() == 2
    assert list(Message.objects.filter(kind="event_stream").values_list("to", flat=True)) == [stream.email]
    assert room.email not in Message.objects.get(kind="event_stream").to


def test_who_comes_to_the_stream_late_gets_the_link_at_once():
    event = EventFactory(stream_url="https://sending.example/x")
    actions.send_due_stream_links(event.stream_mail_at)
    late = SignupFactory(event=event, mode="stream")
    switched = actions.switch_mode(by=None, signup=SignupFactory(event=event), mode="stream")
    assert set(Message.objects.filter(kind="event_stream").values_list("to", flat=True)) == {late.email, switched.email}


def test_no_stream_link_leaves_before_there_is_a_stream_or_after_it_is_off():
    without = EventFactory()
    off = EventFactory(stream_url="https://sending.example/x")
    for event in (without, off):
        SignupFactory(event=event, mode="stream")
    actions.cancel_event(by=None, event=off)
    actions.send_due_stream_links(timezone.now() + dt.timedelta(days=20, hours=23))
    assert not Message.objects.filter(kind="event_stream").exists()


def test_a_moved_event_moves_what_follows_on_the_clock():
    event = EventFactory(doors_at=None)
    start = event.starts_at
    actions.set_programme(by=None, event=event, slots=[{"starts_at": start, "minutes": 5, "title": "Velkommen"}])
    later = start + dt.timedelta(days=7)
    moved = actions.move_event(by=None, event=event, starts_at=later, ends_at=later + dt.timedelta(hours=2))
    assert moved.slots.get().starts_at == later
    assert moved.reminder_at == event.reminder_at + dt.timedelta(days=7)
    again = actions.move_event(by=None, event=event, starts_at=later, ends_at=later + dt.timedelta(hours=2))
    assert again.sequence == 1
    assert again.changes.count() == 1


def test_a_mail_speaks_the_language_of_the_sign_up_and_of_people():
    event = EventFactory()
    SignupFactory(event=event, name="Amina Hassan")
    text = Message.objects.get().text
    assert text.startswith("Hei, Amina!")
    assert "Du har plass i salen" in text
    assert "slettes 14 dager etter" in text
