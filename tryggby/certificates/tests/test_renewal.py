"""A certificate that runs out: what is gone through again gives a new one."""

import datetime as dt

import pytest
import time_machine

from tryggby.certificates import actions
from tryggby.certificates.checking import State, check
from tryggby.certificates.earned import earned_by
from tryggby.certificates.models import Certificate, Rereading
from tryggby.ground.door import today
from tryggby.packages.door import Part, record_completion
from tryggby.people.door import person_forgotten, stored_about
from tryggby.people.factories import PersonFactory

OWN = "/mine-bevis/"


@pytest.fixture
def made(amina):
    """Amina's certificate."""
    return actions.issue_certificate(by=amina, subject="no.prove/liten", cycle="1")


def go_through(person, *, last=None):
    """The person goes through the package's parts (again), all of them or all but the last."""
    for part in list(Part.objects.filter(mode="self").select_related("release__package"))[:last]:
        record_completion(by=person, person=person, part=part)


def test_one_that_runs_out_is_followed_by_a_new_one_when_all_is_gone_through_again(client, amina, made):
    go_through(amina)
    assert [one.cycle for one in earned_by(amina)] == ["1"], "two years before its end nothing is new"
    with time_machine.travel(dt.datetime.combine(made.valid_until, dt.time(12), dt.UTC) + dt.timedelta(days=3)):
        client.force_login(amina)
        assert "Går du gjennom pakken på nytt" in client.get(OWN).content.decode()
        go_through(amina, last=-1)
        assert [one.cycle for one in earned_by(amina)] == ["1"]
        assert "Lag beviset" not in client.get(OWN).content.decode()
        go_through(amina)
        (one,) = earned_by(amina)
        assert (one.cycle, one.earned_on) == ("1.2", today())
        client.post(OWN, {"subject": one.subject, "cycle": one.cycle})
        new = Certificate.objects.get(cycle="1.2")
        assert not new.has_run_out() and check(new.badge).state == State.VALID
        assert check(made.badge).state == State.EXPIRED and new.code != made.code
        page = client.get(OWN).content.decode()
        assert "Lag beviset" not in page and "Går du gjennom pakken på nytt" not in page
        actions.issue_certificate(by=amina, subject=one.subject, cycle="1.2")
        assert Certificate.objects.count() == 2
        actions.withdraw_certificate(by=None, certificate=new, reason="Feil navn")
        assert [one.cycle for one in earned_by(amina)] == ["1.2"]
        actions.allow_new_certificate(by=None, certificate=new)
        assert actions.issue_certificate(by=amina, subject=one.subject, cycle="1.2").earned_on == new.earned_on


def test_a_withdrawn_one_is_not_renewed_by_reading(amina, made):
    actions.withdraw_certificate(by=None, certificate=made, reason="Feil")
    with time_machine.travel(dt.datetime.combine(made.valid_until, dt.time(12), dt.UTC)):
        go_through(amina)
        assert [one.cycle for one in earned_by(amina)] == ["1"]


def days_on(day: dt.date, days: int = 0):
    """Noon so many days after a day."""
    return time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC) + dt.timedelta(days=days))


def test_who_never_made_the_first_has_what_was_gone_through_again_counted(client, amina):
    (old,) = earned_by(amina)
    with days_on(old.valid_until, 3):
        client.force_login(amina)
        assert "Tiden er ute. Går du gjennom pakken på nytt" in client.get(OWN).content.decode()
        go_through(amina, last=-1)
        assert earned_by(amina)[0].earned_on == old.earned_on, "not before all is gone through"
        go_through(amina)
        (one,) = earned_by(amina)
        assert (one.cycle, one.earned_on) == ("1", today())
        assert "Tiden er ute" not in client.get(OWN).content.decode()
        client.post(OWN, {"subject": one.subject, "cycle": one.cycle})
        made = Certificate.objects.get()
        assert made.earned_on == today() and check(made.badge).state == State.VALID
        actions.withdraw_certificate(by=None, certificate=made, reason="Feil navn")
        actions.allow_new_certificate(by=None, certificate=made)
        again = actions.issue_certificate(by=amina, subject=one.subject, cycle="1")
        assert again.earned_on == made.earned_on
    with days_on(again.valid_until, 1):
        go_through(amina)
        assert earned_by(amina)[0].cycle == "1.2"


def test_reading_again_long_before_the_end_is_not_kept(amina):
    with days_on(today(), 100):
        go_through(amina)
    assert not Rereading.objects.exists()


def test_a_third_time_round_counts_from_the_second(amina):
    (first,) = earned_by(amina)
    with days_on(first.valid_until):
        go_through(amina)
        (second,) = earned_by(amina)
    with days_on(second.valid_until, -200):
        go_through(amina)
        assert earned_by(amina)[0].earned_on == second.earned_on
    with days_on(second.valid_until, 10):
        go_through(amina)
        assert earned_by(amina)[0].earned_on == today()


def test_half_gone_through_before_the_old_one_is_made_counts_towards_the_next(amina):
    (old,) = earned_by(amina)
    with days_on(old.valid_until, 3):
        go_through(amina, last=1)
        made = actions.issue_certificate(by=amina, subject=old.subject, cycle="1")
        assert made.has_run_out() and made.refreshed and not Rereading.objects.exists()
        for part in list(Part.objects.filter(mode="self").select_related("release__package"))[1:]:
            record_completion(by=amina, person=amina, part=part)
        assert earned_by(amina)[0].cycle == "1.2"


def test_somebody_elses_reading_and_other_packages_count_for_nobody(amina):
    other = PersonFactory()
    go_through(other, last=1)
    (old,) = earned_by(amina)
    with days_on(old.valid_until, 3):
        go_through(other)
        assert not Rereading.objects.exists(), "the first time it was finished at all"


def test_what_is_noted_is_told_to_the_person_and_goes_with_them(amina):
    (old,) = earned_by(amina)
    with days_on(old.valid_until):
        go_through(amina, last=1)
        assert any("uten bevis" in str(cell) for told in stored_about(amina) for row in told.rows for cell in row)
        person_forgotten.send(sender=type(amina), person=amina)
    assert not Rereading.objects.exists()


def test_the_last_day_is_the_same_day_of_the_month(amina):
    with days_on(dt.date(2028, 2, 29)):
        other = PersonFactory()
        go_through(other)
        assert earned_by(other)[0].valid_until == dt.date(2030, 2, 28)
    with days_on(dt.date(2028, 12, 31)):
        other = PersonFactory()
        go_through(other)
        assert earned_by(other)[0].valid_until == dt.date(2030, 12, 31)
