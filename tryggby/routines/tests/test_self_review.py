"""The self-review: begun and written by the unit's own leader, seen by the unit, compared only with its own."""

import datetime as dt
import re

import pytest
import time_machine

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations.factories import MembershipFactory
from tryggby.people.door import Person
from tryggby.routines.actions import (
    agree_on,
    begin_self_review,
    close_self_review,
    finish_plan_point,
    forget_names,
    move_plan_point,
    plan_point,
)
from tryggby.routines.course import own_course
from tryggby.routines.factories import AdoptionFactory, PlanPointFactory, SelfReviewFactory
from tryggby.routines.items import ITEMS, asked
from tryggby.routines.models import Adoption, PlanPoint, ReviewAnswer, SelfReview
from tryggby.routines.own import points_of, stored_routines
from tryggby.routines.refusal import Refused
from tryggby.routines.state import reminders

pytestmark = pytest.mark.django_db


def text(page) -> str:
    """What the page says."""
    return re.sub(r"\s+", " ", page.content.decode())


def held(furulia, day: str, values=(3,), kind="whole") -> SelfReview:
    """A self-review of a day, closed."""
    with time_machine.travel(f"{day} 12:00 +00:00"):
        review = begin_self_review(by=furulia.sara, unit=furulia.unit, kind=kind)
        for item, value in zip(asked(kind), values, strict=False):
            agree_on(by=furulia.sara, review=review, item=item.id, value=value, words="")
        return close_self_review(by=furulia.sara, review=review)


def test_there_are_three_items_for_each_core_element_and_one_of_them_is_the_pulse():
    elements = [item.element for item in ITEMS]
    assert len(set(elements)) == 4 and all(elements.count(element) == 3 for element in elements)
    assert sorted(item.element for item in asked("pulse")) == sorted(set(elements))


def test_a_meeting_from_the_first_item_to_the_plan(furulia, login):
    client = login(furulia.sara)
    page = client.post(f"/egenvurdering/?enhet={furulia.unit.key}", {"kind": "whole", "once": "en"}, follow=True)
    review = SelfReview.objects.get()
    assert page.redirect_chain[-1][0] == f"/egenvurdering/{review.key}/1/"
    assert "1 av 12" in text(page) and str(ITEMS[0].text) in text(page) and str(ITEMS[0].low) in text(page)
    for number in range(1, 13):
        form = {"value": "" if number == 12 else "4", "words": "Vi øver." if number == 1 else ""}
        answer = client.post(f"/egenvurdering/{review.key}/{number}/", form)
    assert answer.url == f"/egenvurdering/{review.key}/"
    point = {"element": "work_culture", "text": "Fast tid hver uke.", "owner": furulia.bo.pk, "due_on": "2030-01-01"}
    for _twice in range(2):
        assert client.post(f"/egenvurdering/{review.key}/plan/", point | {"once": "to"}).status_code == 302
    client.post(f"/egenvurdering/{review.key}/avslutning/")
    shown = text(client.get(f"/egenvurdering/{review.key}/"))
    assert "4 av 5" in shown and "«Vi øver.»" in shown and "Fast tid hver uke." in shown
    assert PlanPoint.objects.count() == 1 and ReviewAnswer.objects.filter(value=None).count() == 1
    assert client.get(f"/egenvurdering/{review.key}/1/").status_code == 404


@pytest.mark.parametrize("value", ["6", "0", "mange"])
def test_a_number_that_is_none_is_refused_and_the_words_are_kept(furulia, login, value):
    review = SelfReviewFactory(unit=furulia.unit)
    answer = login(furulia.sara).post(f"/egenvurdering/{review.key}/1/", {"value": value, "words": "Ordene våre"})
    assert answer.status_code == 422 and "Ordene våre" in text(answer) and not ReviewAnswer.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("sara", 200), ("bo", 200), ("chief", 404), ("coordinator", 404), ("neighbour", 404)]
)
def test_only_the_unit_and_its_own_leader_see_the_answers(furulia, login, who, status):
    review = held(furulia, "2026-03-01")
    client = login(getattr(furulia, who))
    assert client.get(f"/egenvurdering/{review.key}/").status_code == status
    assert client.get(f"/egenvurdering/?enhet={furulia.unit.key}").status_code == status


def test_others_see_that_it_is_done_and_nothing_more(furulia, login):
    review = held(furulia, "2026-03-01")
    ReviewAnswer.objects.filter(review=review).update(words="Bare for oss")
    for who in (furulia.chief, furulia.coordinator):
        page = text(login(who).get("/rutiner/handlingsplan/"))
        assert "Furulia barnehage, mars 2026" in page and "Bare for oss" not in page and "av 5" not in page


@pytest.mark.parametrize("who", ["bo", "chief", "coordinator", "neighbour"])
def test_only_the_units_own_leader_writes(furulia, login, who):
    review = SelfReviewFactory(unit=furulia.unit)
    client = login(getattr(furulia, who))
    assert client.get(f"/egenvurdering/{review.key}/1/").status_code == 404
    assert client.post(f"/egenvurdering/{review.key}/plan/", {}).status_code == 404
    assert client.post(f"/egenvurdering/{review.key}/avslutning/").status_code == 404
    with pytest.raises(Refused):
        agree_on(by=getattr(furulia, who), review=review, item="roe", value=3, words="")


def test_it_compares_with_the_units_own_earlier_one(furulia, login):
    held(furulia, "2025-03-01", values=(2, 4))
    SelfReviewFactory(unit=furulia.elsewhere, closed=True)
    review = held(furulia, "2026-03-01", values=(3, 4))
    page = text(login(furulia.bo).get(f"/egenvurdering/{review.key}/"))
    assert "Sammenlignet med deres egen fra 1. mars 2025" in page
    assert page.count("høyere enn før") == 1 and "lavere enn før" not in page


def test_a_pulse_needs_something_to_look_back_on(furulia):
    with pytest.raises(Refused, match="Ta hele egenvurderingen først"):
        begin_self_review(by=furulia.sara, unit=furulia.unit, kind="pulse")


def test_beginning_twice_goes_on_with_the_one_that_is_open(furulia):
    first = begin_self_review(by=furulia.sara, unit=furulia.unit)
    assert begin_self_review(by=furulia.sara, unit=furulia.unit) == first


def test_an_empty_one_is_not_closed(furulia):
    review = SelfReviewFactory(unit=furulia.unit)
    with pytest.raises(Refused, match="Dere har ikke blitt enige om noe ennå"):
        close_self_review(by=furulia.sara, review=review)


@pytest.mark.parametrize(
    ("day", "due"),
    [("2026-08-31", False), ("2026-09-01", True), ("2027-02-28", True), ("2027-03-01", True)],
)
def test_the_pulse_is_due_half_a_year_and_a_year_after(furulia, day, due):
    held(furulia, "2026-03-01")
    assert reminders(furulia.unit, dt.date.fromisoformat(day)).pulse is due


def test_a_pulse_that_was_taken_is_not_due_before_the_next(furulia):
    held(furulia, "2026-03-01")
    held(furulia, "2026-09-10", kind="pulse")
    days = ("2026-09-11", "2027-02-28", "2027-03-01")
    assert [reminders(furulia.unit, dt.date.fromisoformat(day)).pulse for day in days] == [False, False, True]


def test_a_pulse_that_was_taken_some_weeks_early_is_not_asked_for_again(furulia):
    held(furulia, "2026-03-01")
    held(furulia, "2026-08-17", kind="pulse")
    days = ("2026-08-18", "2026-09-01", "2027-02-28", "2027-03-01")
    assert [reminders(furulia.unit, dt.date.fromisoformat(day)).pulse for day in days] == [False, False, False, True]
    assert own_course(furulia.unit)[1] == [0, 6], "it is the one after half a year"


def test_the_one_who_promised_marks_it_done_and_others_cannot(furulia, login):
    point = PlanPointFactory(review=SelfReviewFactory(unit=furulia.unit, closed=True), owner=furulia.bo)
    for who in (furulia.kari, furulia.chief, furulia.neighbour):
        assert login(who).post(f"/egenvurdering/punkt/{point.key}/", {"done": "1"}).status_code == 404
    later = (today() + dt.timedelta(days=60)).isoformat()
    client = login(furulia.bo)
    assert client.post(f"/egenvurdering/punkt/{point.key}/", {"move": "1", "due_on": later}).status_code == 302
    assert client.post(f"/egenvurdering/punkt/{point.key}/", {"move": "1", "due_on": "2020-01-01"}).status_code == 422
    assert client.post(f"/egenvurdering/punkt/{point.key}/", {"done": "1"}).status_code == 302
    point.refresh_from_db()
    assert point.done_on == today() and point.due_on.isoformat() == later


def test_the_leader_gives_a_point_to_somebody_else_when_its_owner_has_left(furulia, login):
    point = PlanPointFactory(review=SelfReviewFactory(unit=furulia.unit, closed=True), owner=furulia.bo)
    page, hand = f"/egenvurdering/punkt/{point.key}/", {"hand": "1", "owner": furulia.kari.pk}
    assert "Gi punktet til en annen" not in text(login(furulia.bo).get(page))
    assert login(furulia.bo).post(page, hand).status_code == 422, "its owner does not choose for others"
    assert "Bo Lie passer på." in text(login(furulia.sara).get(page))
    furulia.bo.memberships.update(until=today() - dt.timedelta(days=1))
    client = login(furulia.sara)
    assert "jobber ikke i enheten lenger. Velg en ny." in text(client.get(page))
    for nobody in (furulia.bo, furulia.neighbour):
        assert client.post(page, hand | {"owner": nobody.pk}).status_code == 422
    assert "Kari Lie passer på." in text(client.post(page, hand, follow=True))
    point.refresh_from_db()
    assert point.owner == furulia.kari and Entry.objects.filter(verb="hand_plan_point").count() == 1
    shown = text(login(furulia.kari).get(page))
    assert "Gi punktet til en annen" not in shown and "jobber ikke i enheten lenger" not in shown


def test_who_has_moved_to_another_unit_lets_the_point_go_to_the_leader(furulia, login):
    point = PlanPointFactory(review=SelfReviewFactory(unit=furulia.unit, closed=True), owner=furulia.bo, due_on=today())
    page = f"/egenvurdering/punkt/{point.key}/"
    assert list(points_of(furulia.bo)) == [point] and reminders(furulia.unit, today()).point_owner == "Bo Lie"
    furulia.bo.memberships.update(until=today() - dt.timedelta(days=1))
    MembershipFactory(person=furulia.bo, unit=furulia.elsewhere)
    bo = Person.objects.get(pk=furulia.bo.pk)
    client = login(bo)
    assert client.get(page).status_code == 404 and client.post(page, {"done": "1"}).status_code == 404
    point.refresh_from_db()
    assert point.done_on is None and not points_of(bo)
    found = reminders(furulia.unit, today())
    assert (found.point_key, found.point_owner) == (point.key, ""), "the leader is still reminded, and of nobody"
    assert login(furulia.sara).post(page, {"done": "1"}).status_code == 302


def test_one_that_was_begun_by_mistake_is_taken_away_and_one_with_words_stays(furulia, login):
    review, client = begin_self_review(by=furulia.sara, unit=furulia.unit), login(furulia.sara)
    page, removal = f"/egenvurdering/?enhet={furulia.unit.key}", f"/egenvurdering/{review.key}/bort/"
    client.post(f"/egenvurdering/{review.key}/1/", {"value": "", "words": ""})
    assert removal in text(client.get(page)) and removal not in text(login(furulia.bo).get(page))
    for who in (furulia.bo, furulia.chief, furulia.neighbour):
        assert login(who).post(removal).status_code == 404
    client = login(furulia.sara)
    client.post(f"/egenvurdering/{review.key}/1/", {"value": "", "words": "Vi er uenige."})
    assert removal not in text(client.get(page))
    assert "blir stående" in text(client.post(removal, follow=True)) and SelfReview.objects.exists()
    client.post(f"/egenvurdering/{review.key}/1/", {"value": "", "words": ""})
    assert "er tatt bort" in text(client.post(removal, follow=True)) and not SelfReview.objects.exists()
    assert begin_self_review(by=furulia.sara, unit=furulia.unit).closed_at is None


def test_what_was_said_is_not_in_the_log(furulia):
    review = begin_self_review(by=furulia.sara, unit=furulia.unit)
    agree_on(by=furulia.sara, review=review, item="roe", value=2, words="Noe vi sa")
    point = plan_point(
        by=furulia.sara, review=review, element="knowledge", text="Noe vi vil", owner=furulia.bo, due_on=today()
    )
    move_plan_point(by=furulia.sara, point=point, due_on=today() + dt.timedelta(days=1))
    finish_plan_point(by=furulia.bo, point=point)
    close_self_review(by=furulia.sara, review=review)
    assert "Noe vi" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_names_are_taken_off_after_five_years_and_the_rest_stays(furulia):
    old, new = AdoptionFactory(unit=furulia.unit), AdoptionFactory(unit=furulia.elsewhere)
    Adoption.objects.filter(pk=old.pk).update(decided_on=dt.date(2019, 1, 1))
    PlanPointFactory(due_on=dt.date(2019, 1, 1), owner=furulia.bo)
    assert forget_names(by=None, before=dt.date(2021, 1, 1)) == 2
    old.refresh_from_db(), new.refresh_from_db()
    assert old.by is None and new.by is not None and PlanPoint.objects.get().owner is None


def test_a_person_is_told_what_is_stored(furulia):
    AdoptionFactory(unit=furulia.unit, by=furulia.sara)
    PlanPointFactory(owner=furulia.sara)
    told = stored_routines(person=furulia.sara)
    assert [row[0] for row in told.rows] == ["Vedtok", "Passer på"]
    assert stored_routines(person=furulia.kari) is None
