"""The code on the wall: guests and one tap, once each; claimed, matched, undone; names forgotten."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.ground.door import oslo, today
from tryggby.programmes import actions
from tryggby.programmes.door import figures_by_unit
from tryggby.programmes.factories import ArrivalFactory, EnrolmentFactory, GatheringFactory
from tryggby.programmes.models import Arrival, Attendance, Enrolment, RoomCode
from tryggby.programmes.models.room import SIGNS, present_count
from tryggby.programmes.refusal import Refused


@pytest.fixture(autouse=True)
def morning():
    """A quarter past nine on the day."""
    with time_machine.travel(oslo(today(), dt.time(9, 15)), tick=False):
        yield


@pytest.fixture
def day(valley, cohort):
    """A gathering of today with a code on the wall; Furulia's two are on the roll, as are Nes's."""
    row = GatheringFactory(cohort=cohort, number=3, day=today())
    row.room = actions.open_room(by=valley.kari, gathering=row)
    return row


def path(day):
    return reverse("programmes:arrival", args=[day.room.code])


def send(client, day, name="Anne", unit=None, **more):
    data = {"once": "skjema-1", "given_name": name, "unit": unit.key if unit else "annen", **more}
    return client.post(path(day), data)


def receipt_of(answer):
    return re.search(r'class="code">(\w+)<', answer.content.decode())[1]


def units(cohort):
    return [row.unit for row in cohort.cohort_units.order_by("pk")]


@pytest.mark.shows("drills.2")
def test_a_guest_is_one_row_however_often_the_form_is_sent(client, day, cohort):
    unit = units(cohort)[0]
    page = client.get(path(day))
    assert page.status_code == 200 and not page.cookies
    first, again = send(client, day, unit=unit), send(client, day, unit=unit)
    assert first.status_code == again.status_code == 200
    assert receipt_of(first) == receipt_of(again)
    assert not first.cookies
    row = Arrival.objects.get()
    assert (row.given_name, row.unit, row.person, row.enrolment) == ("Anne", unit, None, None)
    assert Entry.objects.filter(verb="arrive", actor=None).count() == 1


def test_two_devices_of_one_person_are_one_row_and_two_annes_are_two(client, day, cohort):
    unit = units(cohort)[0]
    send(client, day, unit=unit)
    asked = send(Client(), day, name=" ANNE ", unit=unit, once="skjema-2")
    assert asked.status_code == 409 and "Er det deg?" in asked.content.decode()
    same = send(Client(), day, name="Anne", unit=unit, once="skjema-2", same="1")
    assert same.status_code == 200 and 'class="code"' not in same.content.decode(), "the receipt is the first phone's"
    assert Arrival.objects.count() == 1
    for _ in range(2):
        send(Client(), day, name="Anne", unit=unit, once="skjema-3", another="1")
    assert list(Arrival.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_colleague_on_the_same_phone_after_back_is_not_lost(client, day, cohort):
    unit = units(cohort)[0]
    send(client, day, name="Anne", unit=unit)
    send(client, day, name="Bjørn", unit=unit)
    assert Arrival.objects.count() == 2


def test_another_unit_is_written_and_bad_input_keeps_what_was_typed(client, day):
    bad = send(client, day, name="Siri")
    assert bad.status_code == 422 and 'value="Siri"' in bad.content.decode()
    assert send(client, day, name="12", other_unit="Utenfra").status_code == 422
    assert send(client, day, name="Siri", other_unit="Utenfra").status_code == 200
    assert Arrival.objects.get().place == "Utenfra"


def test_one_tap_for_whoever_is_signed_in(client, day, cohort, valley):
    person = cohort.enrolled[0].person
    client.force_login(person)
    assert "Ett trykk er nok" in client.get(path(day)).content.decode()
    for _ in range(2):
        client.post(path(day), {"go": "own"})
    mark = Attendance.objects.get(gathering=day)
    assert (mark.enrolment.person, mark.state, mark.source) == (person, "present", "qr")
    client.force_login(valley.odd)
    for _ in range(2):
        client.post(path(day), {"go": "own"})
    assert Arrival.objects.get().person == valley.odd
    assert present_count(day) == 2


def test_somebody_ticked_as_absent_is_here_after_all(client, day, cohort, valley):
    actions.record_attendance(by=valley.kari, gathering=day, absent=cohort.enrolled)
    client.force_login(cohort.enrolled[0].person)
    client.post(path(day), {"go": "own"})
    assert Attendance.objects.get(gathering=day, enrolment=cohort.enrolled[0]).state == "present"


def test_the_receipt_makes_it_ones_own_also_after_the_day(client, day, cohort):
    line = cohort.enrolled[0]
    receipt = receipt_of(send(client, day, name="Kåre", unit=line.unit))
    with time_machine.travel(timezone.now() + dt.timedelta(days=60)):
        actions.forget_arrival_names()
        client.force_login(line.person)
        answer = client.post(reverse("programmes:receipts"), {"receipt": f" {receipt.lower()} "}, follow=True)
    assert "Oppmøtet er ditt." in answer.content.decode() and day.title in answer.content.decode()
    mark = Attendance.objects.get(gathering=day, enrolment=line)
    assert (mark.state, mark.source) == ("present", "code")
    assert present_count(day) == 1


def test_a_receipt_is_nobody_elses_and_a_wrong_one_is_said_kindly(client, day, cohort):
    first, second = cohort.enrolled[:2]
    receipt = receipt_of(send(client, day, unit=first.unit))
    actions.claim_arrival(by=first.person, receipt=receipt)
    assert actions.claim_arrival(by=first.person, receipt=receipt).person == first.person
    with pytest.raises(Refused):
        actions.claim_arrival(by=second.person, receipt=receipt)
    client.force_login(second.person)
    for wrong in (receipt, "ABC", "", "999999"):
        assert client.post(reverse("programmes:receipts"), {"receipt": wrong}).status_code == 422
    assert Attendance.objects.filter(gathering=day).count() == 1


def test_a_guest_who_then_signs_in_is_one_person(client, day, cohort):
    line = cohort.enrolled[0]
    receipt = receipt_of(send(client, day, unit=line.unit))
    actions.arrive_signed_in(by=line.person, gathering=day)
    assert present_count(day) == 2, "nobody is guessed to be somebody"
    actions.claim_arrival(by=line.person, receipt=receipt)
    assert present_count(day) == 1


def test_claimed_without_a_place_it_waits_and_the_coordinator_enrols(client, day, cohort, valley):
    unit = units(cohort)[0]
    leader = valley.leaders[0]
    receipt = receipt_of(send(client, day, name=leader.given_name, unit=unit))
    actions.claim_arrival(by=leader, receipt=receipt)
    assert not Attendance.objects.filter(gathering=day).exists()
    client.force_login(valley.kari)
    row = Arrival.objects.get()
    assert "Meld på og før på lista" in client.get(room(day)).content.decode()
    client.post(line_of(row), {"go": "enrol"})
    assert Attendance.objects.get(gathering=day).enrolment.person == leader
    assert Enrolment.objects.filter(person=leader, track="staff").count() == 1


def room(day):
    return reverse("programmes:room", args=[day.cohort.key, day.key])


def line_of(arrival):
    return reverse("programmes:arrival_line", args=[arrival.gathering.cohort.key, arrival.gathering.key, arrival.key])


def test_the_coordinator_matches_lets_go_takes_away_and_takes_in_again(client, day, cohort, valley):
    line = cohort.enrolled[0]
    send(client, day, name="Kåre", unit=line.unit)
    send(client, day, name="Kaare", unit=line.unit)
    one, two = Arrival.objects.order_by("pk")
    client.force_login(valley.kari)
    for arrival in (one, two):
        client.post(line_of(arrival), {"go": "match", "enrolment": line.key})
    assert present_count(day) == 1, "two arrivals on one line are one person"
    client.post(line_of(one), {"go": "loosen"})
    assert present_count(day) == 2 and Attendance.objects.filter(gathering=day).exists()
    client.post(line_of(two), {"go": "undo"})
    assert present_count(day) == 1 and not Attendance.objects.filter(gathering=day).exists()
    client.post(line_of(two), {"go": "restore"})
    assert present_count(day) == 2
    assert {"match_arrival", "loosen_arrival", "undo_arrival", "restore_arrival"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )
    for shown in ("venter", "pa-lista", "tatt-bort"):
        assert client.get(room(day), {"vis": shown}).status_code == 200


def test_taken_in_again_beside_a_new_one_of_the_same_name(client, day, cohort, valley):
    unit = units(cohort)[0]
    send(client, day, unit=unit)
    first = Arrival.objects.get()
    actions.undo_arrival(by=valley.kari, arrival=first)
    send(client, day, unit=unit, once="skjema-2")
    actions.restore_arrival(by=valley.kari, arrival=first)
    assert Arrival.objects.live().count() == 2


def test_a_new_code_takes_the_place_of_the_former_at_once(client, day, valley):
    old = path(day)
    day.room = actions.open_room(by=valley.kari, gathering=day)
    assert client.get(old).status_code == 404 and "Kanskje den er byttet" in client.get(old).content.decode()
    assert client.get(path(day)).status_code == 200
    assert RoomCode.objects.standing().count() == 1
    assert len({(row.opens_at, row.closes_at) for row in RoomCode.objects.all()}) == 1, "the hours are taken over"
    assert set(day.room.code) <= set(SIGNS) and len(day.room.code) == 5
    actions.close_room(by=valley.kari, gathering=day)
    assert client.get(path(day)).status_code == 404


@pytest.mark.parametrize(("hour", "words"), [(6, "åpner"), (17, "stengt")])
def test_outside_the_window_the_page_says_so_and_takes_nobody_in(client, day, hour, words):
    with time_machine.travel(oslo(today(), dt.time(hour)), tick=False):
        assert words in client.get(path(day)).content.decode()
        send(client, day, other_unit="Utenfra")
    assert not Arrival.objects.exists()


def test_the_code_leads_on_however_it_is_typed(client, day):
    code = day.room.code
    answer = client.post(reverse("programmes:here"), {"code": f" {code[:2].lower()} {code[2:]} "})
    assert answer.url == path(day)
    assert client.post(reverse("programmes:here"), {"code": "nei"}).status_code == 422


def test_first_names_are_forgotten_and_the_count_stays(client, day, cohort):
    unit = units(cohort)[0]
    send(client, day, unit=unit)
    assert figures_by_unit(cohort)[unit.pk].heads == {day.pk: 1}
    assert actions.forget_arrival_names() == 0
    assert actions.forget_arrival_names(timezone.now() + dt.timedelta(days=31)) == 1
    row = Arrival.objects.get()
    assert (row.given_name, row.name_key, row.token, row.unit) == ("", "", None, unit)
    assert figures_by_unit(cohort)[unit.pk].heads == {day.pk: 1} and present_count(day) == 1
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert actions.forget_arrival_names() == 0


def test_the_wall_counts_and_answers_304_while_nothing_is_new(client, day, valley):
    client.force_login(valley.kari)
    board = reverse("programmes:board", args=[day.cohort.key, day.key])
    shown = client.get(board)
    assert day.room.code in shown.content.decode() and "/her/" in shown.content.decode()
    asked = {"HTTP_IF_NONE_MATCH": shown["ETag"]}
    assert client.get(board, **asked).status_code == 304
    send(Client(), day, other_unit="Utenfra")
    assert client.get(board, **asked).status_code == 200


def test_only_who_runs_the_cohort_sees_the_room(client, day, cohort, valley):
    row = ArrivalFactory(gathering=day, unit=None)
    for person in (valley.nora, valley.odd, valley.leaders[0], cohort.enrolled[0].person):
        client.force_login(person)
        assert client.get(room(day)).status_code == 404
        assert client.post(line_of(row), {"go": "undo"}).status_code == 404
    row.refresh_from_db()
    assert row.undone_at is None


def test_one_guest_costs_the_same_among_many(client, day, cohort, valley):
    unit = units(cohort)[0]

    def cost(number):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert send(Client(), day, name=f"Gjest{number}", unit=unit, once=str(number)).status_code == 200
        return len(found)

    cost(0)
    few = cost(1)
    for number in range(3):
        EnrolmentFactory(cohort=cohort, unit=unit)
        ArrivalFactory(gathering=day, unit=unit, given_name=f"Annen{number}")
    assert cost(2) == few


def test_the_list_costs_the_same_for_one_and_three(client, day, cohort, valley):
    client.force_login(valley.kari)

    def cost():
        with CaptureQueriesContext(connection) as found:
            assert client.get(room(day)).status_code == 200
        return len(found)

    cost()
    ArrivalFactory(gathering=day, unit=units(cohort)[0])
    one = cost()
    for number in range(2):
        ArrivalFactory(gathering=day, unit=units(cohort)[1], given_name=f"Per{number}")
    assert cost() == one


def test_after_the_hours_no_code_is_hung_up(valley, cohort):
    with pytest.raises(Refused):
        actions.open_room(by=valley.kari, gathering=cohort.day1)
    assert not RoomCode.objects.exists()
