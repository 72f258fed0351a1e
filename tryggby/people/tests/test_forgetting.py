"""Whoever left two years ago has no name here: the row stays, and leads to nobody."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from tryggby.audit.door import Entry
from tryggby.people import actions, forgetting
from tryggby.people.factories import PersonFactory
from tryggby.people.jobs import forget_who_left
from tryggby.people.models import LEAVERS_KEPT, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kari():
    """Kari left two years ago today; she had a second step and an employee number."""
    person = PersonFactory(
        email="kari@lyngvik.example",
        given_name="Kari",
        family_name="Lie",
        password="en lang setning 42",
        external_id="4711",
        left_at=timezone.now() - LEAVERS_KEPT,
    )
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return person


def test_nothing_of_a_name_is_left_two_years_after_leaving(kari):
    forget_who_left()
    kari.refresh_from_db()
    row = " ".join(str(value) for value in Person.objects.filter(pk=kari.pk).values_list()[0])
    assert not any(word in row for word in ("Kari", "Lie", "kari@", "4711"))
    assert not EmailAddress.objects.filter(user=kari).exists() and not Authenticator.objects.filter(user=kari).exists()
    assert not kari.has_usable_password() and kari.forgotten_at
    assert kari.name == "En som har sluttet"
    with override("en"):
        assert kari.name == "Someone who has left"
    assert Entry.objects.filter(verb="forget_person").count() == 1


def test_a_day_too_early_and_whoever_is_here_keep_their_names(kari):
    Person.objects.filter(pk=kari.pk).update(left_at=kari.left_at + dt.timedelta(days=1))
    here = PersonFactory()
    assert forgetting.forget_leavers() == 0
    kari.refresh_from_db()
    here.refresh_from_db()
    assert kari.name == "Kari Lie" and here.forgotten_at is None


def test_twice_is_once(kari):
    assert [forgetting.forget_leavers(), forgetting.forget_leavers()] == [1, 0]
    assert Entry.objects.filter(verb="forget_person").count() == 1


def test_two_who_left_can_both_be_forgotten_and_one_may_come_anew(kari):
    PersonFactory(given_name="Odd", left_at=kari.left_at)
    assert forgetting.forget_leavers() == 2
    again = actions.add_person(by=None, email="kari@lyngvik.example", given_name="Kari", family_name="Lie")
    assert again.pk != kari.pk and again.name == "Kari Lie"


def test_nobody_who_works_here_can_stand_as_forgotten():
    person = PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(forgotten_at=timezone.now())
