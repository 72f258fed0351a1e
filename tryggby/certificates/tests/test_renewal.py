"""A certificate that runs out: what is gone through again gives a new one."""

import datetime as dt

import pytest
import time_machine

from tryggby.certificates import actions
from tryggby.certificates.checking import State, check
from tryggby.certificates.earned import earned_by
from tryggby.certificates.models import Certificate
from tryggby.ground.door import today
from tryggby.packages.door import Part, record_completion

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
