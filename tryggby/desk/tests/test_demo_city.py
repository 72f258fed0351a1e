"""The demo city is built the same each time, has every state, and never outside demo mode."""

import datetime as dt
import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tryggby.desk.demo.city import build_city
from tryggby.desk.demo.digest import VOLATILE, database_digest
from tryggby.mentoring.door import Mandate, Practice
from tryggby.organisations.door import Installation, Unit
from tryggby.outbox.door import Message
from tryggby.people.door import Person
from tryggby.programmes.door import Cohort, Invitation

ON = dt.date(2026, 11, 22)
NAMES = {"ansatt", "mentor", "leder", "koordinator", "redaktor", "nettverk", "personvern", "nabo"}

pytestmark = pytest.mark.django_db


class Again(Exception):
    """Undoes the first building."""


def build() -> str:
    said: list[str] = []
    build_city(ON, say=said.append)
    assert len(said) >= 5
    return content_digest()


def content_digest() -> str:
    """The digest without row numbers would differ by sequence only; contents are compared by keys and texts."""
    hashed = hashlib.sha256()
    for model, fields in (
        (Person, ("key", "email", "given_name", "family_name", "password", "joined_at")),
        (Unit, ("key", "name")),
        (Practice, ("key", "title", "starts_at", "held_at", "learnt")),
        (Cohort, ("key", "name", "published_at", "closed_on")),
        (Invitation, ("key", "token_hash", "expires_at")),
        (Message, ("key", "once", "to", "subject", "text", "calendar", "state", "created_at")),
    ):
        for row in model.objects.order_by("key").values_list(*fields):
            hashed.update(repr(row).encode())
    return hashed.hexdigest()


def test_the_same_date_gives_the_same_city():
    with pytest.raises(Again), transaction.atomic():
        first = build()
        raise Again
    assert build() == first
    assert len(database_digest()) == 64
    assert "outbox.worker" in VOLATILE


def test_the_city_has_every_state_a_screen_can_show():
    build_city(ON, say=lambda text: None)
    assert set(Person.objects.filter(demo_name__isnull=False).values_list("demo_name", flat=True)) == NAMES
    assert Unit.objects.filter(organisation=Installation.objects.get().owner).count() == 12
    assert Person.objects.active().count() >= 160
    assert {cohort.state for cohort in Cohort.objects.all()} == {"I gang", "Avsluttet"}
    assert {str(row.state) for row in Invitation.objects.all()} == {
        "Har takket ja",
        "Kan ikke",
        "Har ikke svart",
        "Fristen er ute",
    }
    assert Practice.objects.held().exists()
    assert Practice.objects.unreported(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)).exists()
    assert Practice.objects.filter(cancelled_at__isnull=False).exists()
    assert Mandate.objects.filter(until__lt=ON).exists()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent", "queued", "failed", "uncertain"}


def test_it_is_refused_outside_demo_mode_and_on_a_database_in_use(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="TRYGGBY_DEMO"):
        call_command("demo_city")
