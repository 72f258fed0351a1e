"""The weekly letter: only what needs an act, once a week whatever happens, and a ledger that says what became of it."""

import datetime as dt

import pytest

from tryggby.audit.door import Entry
from tryggby.ground.door import oslo, travel
from tryggby.obligations.actions import follow_mails, send_digests, want_digest
from tryggby.obligations.factories import LeaveFactory, ObligationFactory, RequirementFactory, WaiverFactory
from tryggby.obligations.jobs import forget_old_absences
from tryggby.obligations.letters import goes_at
from tryggby.obligations.models import Digest
from tryggby.organisations.door import Membership
from tryggby.organisations.factories import MembershipFactory, UnitFactory
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 16)
EIGHT = oslo(MONDAY, dt.time(8))


@pytest.fixture
def rule(lyngvik):
    return RequirementFactory(organisation=lyngvik)


@pytest.fixture(autouse=True)
def monday_morning():
    with travel(EIGHT):
        yield


def late(rule, unit, person=None, days=3):
    values = {"person": person} if person else {}
    return ObligationFactory(unit=unit, requirement=rule, due_on=MONDAY - dt.timedelta(days=days), **values)


def only(leader):
    return Digest.objects.get(leader=leader)


def test_a_leader_gets_one_letter_with_counts_and_no_names(rule, solbakken, kari, nora):
    late(rule, solbakken, nora)
    ObligationFactory(unit=solbakken, requirement=rule, due_on=MONDAY + dt.timedelta(days=5))
    ObligationFactory(unit=solbakken, requirement=rule, due_on=MONDAY + dt.timedelta(days=60))
    assert send_digests() == 1
    mail = Message.objects.get(kind="obligations_digest")
    assert mail.to == kari.email
    assert mail.subject == "Denne uka i enheten din: 1 kollega er over fristen"
    assert "1 frist kommer innen to uker" in mail.text
    assert "/min-enhet/krav/" in mail.text
    assert "Nora" not in mail.text
    assert (only(kari).late, only(kari).soon, only(kari).outcome) == (1, 1, "queued")


def test_it_goes_once_a_week_even_when_the_worker_begins_again_or_two_do(rule, solbakken, kari):
    late(rule, solbakken)
    send_digests()
    assert send_digests() == 0
    # A worker that died after the mail and before the ledger.
    Digest.objects.update(queued_at=None)
    assert send_digests() == 1
    assert Message.objects.filter(kind="obligations_digest").count() == 1
    with travel(EIGHT + dt.timedelta(days=7)):
        assert send_digests() == 1
    assert Message.objects.filter(kind="obligations_digest").count() == 2


def test_it_waits_for_seven_on_monday_and_for_the_day_after_a_holiday(rule, solbakken, kari):
    late(rule, solbakken)
    with travel(oslo(MONDAY, dt.time(6, 59))):
        assert send_digests() == 0
    assert goes_at(dt.date(2026, 4, 6)) == oslo(dt.date(2026, 4, 7), dt.time(7))
    with travel(oslo(MONDAY + dt.timedelta(days=2), dt.time(12))):
        assert send_digests() == 1


def test_nothing_to_do_is_no_mail_and_the_ledger_says_so(rule, solbakken, kari, nora):
    done = ObligationFactory(unit=solbakken, requirement=rule, done=True, person=nora)
    assert done.state == "done"
    send_digests()
    assert not Message.objects.exists()
    assert (only(kari).why_not, only(kari).outcome) == ("nothing", "not_sent")


def test_people_on_leave_need_no_act(rule, solbakken, kari, nora):
    row = late(rule, solbakken, nora)
    row.paused_on = MONDAY - dt.timedelta(days=10)
    row.save()
    send_digests()
    assert only(kari).why_not == "nothing"


def test_a_waiver_about_to_end_is_worth_knowing(rule, solbakken, kari, nora):
    ObligationFactory(unit=solbakken, requirement=rule, person=nora, state="waived", waived_on=MONDAY)
    WaiverFactory(person=nora, requirement=rule, until=MONDAY + dt.timedelta(days=6))
    send_digests()
    assert (only(kari).waivers, only(kari).outcome) == (1, "queued")


def test_the_ledger_says_why_not(rule, solbakken, kari):
    late(rule, solbakken)
    away = MembershipFactory(unit=solbakken, role=Membership.Role.LEADER).person
    LeaveFactory(person=away)
    nowhere = MembershipFactory(unit=solbakken, role=Membership.Role.LEADER, person__email="x@ansatt.invalid").person
    former = MembershipFactory(unit=solbakken, until=MONDAY - dt.timedelta(days=30)).person
    Digest.objects.create(leader=former, organisation=solbakken.organisation, week=MONDAY - dt.timedelta(days=7))
    want_digest(by=kari, wanted=False)
    send_digests()
    said = dict(Digest.objects.filter(week=MONDAY).values_list("leader", "why_not"))
    assert said == {kari.pk: "opted_out", away.pk: "on_leave", nowhere.pk: "no_address", former.pk: "no_unit"}
    want_digest(by=kari, wanted=True)
    want_digest(by=kari, wanted=True)
    with travel(EIGHT + dt.timedelta(days=7)):
        send_digests()
        assert Digest.objects.get(leader=kari, week=MONDAY + dt.timedelta(days=7)).outcome == "queued"


def test_the_ledger_hears_whether_the_mail_arrived(rule, solbakken, kari):
    late(rule, solbakken)
    send_digests()
    Message.objects.update(state="sent", sent_at=EIGHT)
    assert follow_mails() == 1
    assert only(kari).sent_at == EIGHT
    Digest.objects.update(sent_at=None)
    Message.objects.update(state="failed", sent_at=None)
    follow_mails()
    assert only(kari).why_not == "refused"
    assert follow_mails() == 0


def test_a_unit_without_a_leader_is_told_about_to_the_one_above(rule, solbakken, kari):
    below = UnitFactory(organisation=solbakken.organisation, parent=solbakken)
    late(rule, below)
    send_digests()
    assert only(kari).late == 1


def test_the_letter_is_written_in_the_leaders_language(rule, solbakken, kari):
    kari.language = "en"
    kari.save()
    late(rule, solbakken)
    send_digests()
    assert Message.objects.get().subject


def test_the_ledger_is_kept_for_two_years(lyngvik):
    leader = MembershipFactory(role="leader").person
    weeks = [MONDAY - dt.timedelta(weeks=number) for number in (0, 103, 106)]
    for week in weeks:
        Digest.objects.create(leader=leader, organisation=lyngvik, week=week, not_sent_on=week, why_not="nothing")
    forget_old_absences()
    assert set(Digest.objects.values_list("week", flat=True)) == set(weeks[:2])
    assert Entry.objects.get(verb="forget_digests").facts == {"count": 1}


def test_a_leader_above_a_unit_that_is_closed_hears_of_those_below_it(rule, lyngvik):
    top = UnitFactory(organisation=lyngvik)
    closed = UnitFactory(organisation=lyngvik, parent=top, closed_on=MONDAY - dt.timedelta(days=9))
    below = UnitFactory(organisation=lyngvik, parent=closed)
    leader = MembershipFactory(unit=top, role="leader").person
    late(rule, below)
    send_digests()
    assert only(leader).late == 1 and Digest.objects.count() == 1
