"""The coordinator's pages: make, announce, change, move, cancel; bad input; nobody else's events."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.events import actions
from tryggby.events.factories import EventFactory, SignupFactory
from tryggby.events.models import Event, Seating, Signup
from tryggby.events.tests.people import signed_in
from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db

SOON = (timezone.now() + dt.timedelta(days=30)).date()
GOOD = {
    "title": "Frokostseminar",
    "kind": "public",
    "day": SOON.isoformat(),
    "starts": "09.00",
    "ends": "10:00",
    "doors": "0830",
    "place": "Kantina",
    "room": "60",
    "streamed": "on",
    "once": "abc",
}
PAGES = [
    "", "endre/", "program/", "plasser/", "flytting/", "avlysning/", "pameldte/", "behov/", "post/", "liste/",
    "dorvakter/", "dor/", "dor/tall/", "dor/skann/",
]  # fmt: skip


@pytest.fixture
def event(solvik):
    """Kari's announced event."""
    return EventFactory(organisation=solvik)


def test_make_announce_and_find_it(kari):
    browser = signed_in(kari)
    answer = browser.post("/arrangement/ny/", GOOD)
    event = Event.objects.get()
    assert answer.status_code == 302
    assert (event.state, event.starts.strftime("%H:%M"), event.doors.strftime("%H:%M")) == ("draft", "09:00", "08:30")
    assert browser.post("/arrangement/ny/", GOOD)["Location"] == answer["Location"]
    assert Event.objects.count() == 1
    browser.post(f"/arrangement/{event.key}/kunngjoring/")
    assert browser.get(f"/arrangementer/{event.slug}/").status_code == 200
    assert dict(Seating.objects.values_list("mode", "places")) == {"room": 60, "stream": None}


@pytest.mark.parametrize(
    "given, says",
    [
        ({"title": ""}, "Tittel"),
        ({"title": "T" * 500}, "Skriv kortere"),
        ({"day": "2020-01-01"}, "er passert"),
        ({"day": "31.02.2027"}, "Skriv datoen slik"),
        ({"starts": "25:99"}, "Skriv klokkeslettet slik"),
        ({"ends": "08:59", "doors": ""}, "Slutten må være etter starten."),
        ({"ends": "09:00"}, "Slutten må være etter starten."),
        ({"doors": "09:30"}, "Dørene må åpne før det starter."),
        ({"day": "2027-03-28", "starts": "02:30", "ends": "04:00", "doors": ""}, "Klokka 02.30 finnes ikke den natta"),
        ({"room": "0"}, "Skriv et helt tall fra 1"),
        ({"room": "-5"}, "Skriv et helt tall fra 1"),
        ({"room": "mange"}, "Skriv et helt tall fra 1"),
        ({"room": "", "streamed": ""}, "Skriv hvor mange det er plass til"),
        ({"map_url": "javascript:alert(1)"}, "kart"),
        ({"kind": "fest"}, "fest"),
    ],
)
def test_bad_input_is_told_kept_and_changes_nothing(kari, given, says):
    answer = signed_in(kari).post("/arrangement/ny/", GOOD | given)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert "Kantina" in text
    assert not Event.objects.exists()


def test_the_doubled_hour_of_autumn_is_the_first(kari):
    signed_in(kari).post(
        "/arrangement/ny/", GOOD | {"day": "2027-10-31", "starts": "02:30", "ends": "06:00", "doors": ""}
    )
    assert Event.objects.get().starts_at == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


def test_a_programme_is_written_row_by_row(kari, event):
    rows = {
        "slot-TOTAL_FORMS": "3", "slot-INITIAL_FORMS": "0",
        "slot-0-starts": "09:00", "slot-0-minutes": "10", "slot-0-title": "Velkommen", "slot-0-role": "Rektor",
        "slot-1-title": "Uten tid", "slot-2-title": "",
    }  # fmt: skip
    browser = signed_in(kari)
    answer = browser.post(f"/arrangement/{event.key}/program/", rows)
    assert answer.status_code == 422
    assert "Skriv når det starter." in answer.content.decode()
    assert not event.slots.exists()
    browser.post(f"/arrangement/{event.key}/program/", rows | {"slot-1-title": ""})
    assert [(slot.title, slot.who) for slot in event.slots.all()] == [("Velkommen", "Rektor")]


def test_a_move_is_previewed_before_anybody_is_told(kari, event):
    SignupFactory(event=event)
    browser = signed_in(kari)
    given = {"day": (SOON + dt.timedelta(days=3)).isoformat(), "starts": "10:00", "ends": "11:00", "place": "Salen"}
    preview = browser.post(f"/arrangement/{event.key}/flytting/", given)
    assert "1 person får e-post" in preview.content.decode()
    assert not Message.objects.filter(kind="event_moved").exists()
    browser.post(f"/arrangement/{event.key}/flytting/", given | {"flytt": "1"})
    event.refresh_from_db()
    assert (event.sequence, event.place, event.changes.count()) == (1, "Salen", 1)
    assert Message.objects.filter(kind="event_moved").count() == 1
    bad = browser.post(f"/arrangement/{event.key}/flytting/", given | {"day": "2020-01-01", "flytt": "1"})
    assert bad.status_code == 422
    assert "er passert" in bad.content.decode()


def test_cancelling_needs_a_reason_and_tells_everybody_once(kari, event):
    SignupFactory(event=event)
    browser = signed_in(kari)
    assert browser.post(f"/arrangement/{event.key}/avlysning/", {"because": ""}).status_code == 422
    for _ in range(2):
        browser.post(f"/arrangement/{event.key}/avlysning/", {"because": "Syk"})
    assert Message.objects.filter(kind="event_off").count() == 1


def test_places_below_what_is_taken_change_nothing_in_either_mode(kari, event):
    for _ in range(3):
        SignupFactory(event=event)
    answer = signed_in(kari).post(f"/arrangement/{event.key}/plasser/", {"room": "2", "streamed": "on", "stream": "9"})
    assert answer.status_code == 422
    assert "3 har plass allerede" in answer.content.decode()
    assert dict(Seating.objects.filter(event=event).values_list("mode", "places")) == {"room": 60, "stream": None}


def test_an_announced_event_is_moved_not_edited(kari, event):
    page = signed_in(kari).get(f"/arrangement/{event.key}/endre/").content.decode()
    assert 'name="day"' not in page
    answer = signed_in(kari).post(
        f"/arrangement/{event.key}/endre/", GOOD | {"title": "Nytt navn", "day": "2020-01-01"}
    )
    assert answer.status_code == 302
    former = event.starts_at
    event.refresh_from_db()
    assert (event.title, event.starts_at, event.sequence) == ("Nytt navn", former, 1)


def test_three_of_four_did_not_get_the_link_and_it_is_sent_again(kari, event):
    Event.objects.filter(pk=event.pk).update(stream_url="https://sending.example/x")
    for _ in range(4):
        SignupFactory(event=event, mode="stream")
    actions.send_due_stream_links(event.stream_mail_at)
    links = Message.objects.filter(kind="event_stream").order_by("pk")
    links.filter(pk__in=links.values("pk")[:3]).update(state="failed")
    browser = signed_in(kari)
    assert "3 av 4 kom ikke fram" in browser.get(f"/arrangement/{event.key}/").content.decode()
    answer = browser.post(f"/arrangement/{event.key}/post/", {"kind": "event_stream"}, follow=True)
    assert "3 e-poster er på vei igjen." in answer.content.decode()
    assert not Message.objects.filter(state="failed").exists()


def test_needs_are_read_by_the_coordinator_and_the_reading_is_logged(kari, event):
    SignupFactory(event=event, name="Amina", needs={"allergy": "nøtter", "wheelchair": ""})
    browser = signed_in(kari)
    overview = browser.get(f"/arrangement/{event.key}/").content.decode()
    assert "Allergi eller matintoleranse" in overview
    assert "nøtter" not in overview
    page = browser.get(f"/arrangement/{event.key}/behov/").content.decode()
    assert "Allergi eller matintoleranse: nøtter" in page
    assert "Plass til rullestol" in page
    assert Entry.objects.filter(verb="read_needs", actor=kari.pk).count() == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_the_coordinators_own(kari, odd, event, client, page):
    path = f"/arrangement/{event.key}/{page}"
    assert signed_in(kari).get(path).status_code == 200
    assert signed_in(odd).get(path).status_code == 404
    assert signed_in(odd).post(path).status_code in {404, 405}
    assert signed_in(PersonFactory()).get(path).status_code == 404
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("page", ["", "pameldte/", "behov/", "liste/", "dor/", "post/"])
def test_lists_cost_the_same_with_one_and_three(kari, event, page):
    path = f"/arrangement/{event.key}/{page}"
    browser = signed_in(kari)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    SignupFactory(event=event, needs={"allergy": "x"})
    browser.get(path)
    one = cost()
    SignupFactory(event=event, needs={"allergy": "y"})
    actions.check_in(by=kari, event=event, signup=SignupFactory(event=event, needs={"diet": "z"}))
    assert cost() == one


def test_own_list_costs_the_same_with_one_and_three(kari, solvik, event):
    browser = signed_in(kari)
    browser.get("/arrangement/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/arrangement/")
    EventFactory(organisation=solvik)
    EventFactory(organisation=solvik)
    with CaptureQueriesContext(connection) as three:
        browser.get("/arrangement/")
    assert len(three) == len(one)


def test_a_leader_signs_up_the_own_unit_and_the_last_wait(leif, solvik):
    event = EventFactory(organisation=solvik, room=2)
    unit = leif.memberships.get().unit
    people = [membership.person for membership in unit.memberships.select_related("person")]
    browser = signed_in(leif)
    given = {"people": [person.key for person in people], "mode": "room", "once": "x"}
    path = f"/arrangementer/{event.slug}/pamelding/gruppe/"
    for _ in range(2):
        answer = browser.post(path, given, follow=True)
    assert answer.status_code == 200
    assert Signup.objects.filter(confirmed_at__isnull=False).count() == 2
    assert Signup.objects.filter(waiting_since__isnull=False).count() == 1
    assert {m.text.split("\n\n")[1] for m in Message.objects.all()} == {f"{leif.name} har meldt deg på."}
    assert browser.post(path, {"mode": "room"}).status_code == 422


def test_a_leader_cannot_sign_up_people_of_others(leif, solvik):
    stranger = PersonFactory()
    event = EventFactory(organisation=solvik)
    answer = signed_in(leif).post(
        f"/arrangementer/{event.slug}/pamelding/gruppe/", {"people": [stranger.key], "mode": "room"}
    )
    assert answer.status_code == 422
    with pytest.raises(actions.signup.Refused):
        unit = leif.memberships.get().unit
        actions.sign_up_group(by=leif, event=event, unit=unit, mode="room", people=[stranger])
