"""Names that were written down for a cohort and led to nothing are gone after a year."""

import datetime as dt

import pytest
from django.utils import timezone

from tryggby.organisations.factories import UnitFactory
from tryggby.programmes.factories import CohortFactory, EnrolmentFactory, ProgrammeFactory
from tryggby.programmes.jobs import forget_old_names
from tryggby.programmes.models import CohortDraft, Invitation

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)


def test_invitations_go_a_year_after_they_ran_out_and_who_said_yes_stays():
    cohort, now = CohortFactory(), timezone.now()
    unit = UnitFactory(organisation=cohort.organisation)
    for number, expires in enumerate((now - YEAR - dt.timedelta(hours=1), now - YEAR + dt.timedelta(hours=1))):
        facts = {"email": f"p{number}@lyngvik.example", "name": f"P {number}", "token_hash": str(number)}
        Invitation.objects.create(cohort=cohort, track="mentor", unit=unit, expires_at=expires, **facts)
    enrolled = EnrolmentFactory(cohort=cohort, unit=unit, invitation=Invitation.objects.first())
    forget_old_names()
    enrolled.refresh_from_db()
    assert [row.name for row in Invitation.objects.all()] == ["P 1"]
    assert enrolled.invitation is None and enrolled.until is None


def test_a_draft_that_nobody_touched_for_a_year_is_emptied():
    programme, unit = ProgrammeFactory(), UnitFactory()
    around = {"programme": programme, "organisation": unit.organisation, "state": {"people": ["Kari Lie"]}}
    old = CohortDraft.objects.create(name="Gammel", updated_at=timezone.now() - YEAR - dt.timedelta(hours=1), **around)
    new = CohortDraft.objects.create(name="Ny", **around)
    forget_old_names()
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.state == {} and old.discarded_at and new.state == around["state"]
