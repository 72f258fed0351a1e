"""The demo city is built the same each time, has every state, and never outside demo mode."""

import datetime as dt
import os
import subprocess
import sys

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.kept_database import copy_kept
from tryggby.certificates.door import Certificate
from tryggby.desk.demo.city import build_city
from tryggby.drills.door import DrillRun, FollowUp
from tryggby.ground.door import oslo
from tryggby.mentoring.door import Mandate, Practice
from tryggby.organisations.door import Installation, Unit
from tryggby.outbox.door import Delivery, Message
from tryggby.people.door import Person
from tryggby.programmes.door import Arrival, Cohort, Invitation

ON = dt.date(2026, 11, 22)
NAMES = {"ansatt", "mentor", "leder", "koordinator", "redaktor", "nettverk", "personvern", "nabo"}

pytestmark = pytest.mark.django_db


def digest_of_a_new_city(folder) -> str:
    """The digest of a demo city built by processes of its own, with the same signing secret."""
    folder.mkdir()
    copy_kept(folder / "tryggby.sqlite3")
    outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    inside = outside | {"TRYGGBY_DATA": str(folder), "TRYGGBY_DEMO": "1", "TRYGGBY_SECRET_KEY": "demo-city-test-" * 4}
    inside["DJANGO_SETTINGS_MODULE"] = "config.settings"
    for command in (["migrate", "-v0"], ["demo_city", "--on", ON.isoformat()], ["demo_digest"]):
        ran = subprocess.run(
            [sys.executable, "bin/manage", *command],
            cwd=settings.ROOT,
            env=inside,
            capture_output=True,
            text=True,
            check=True,
        )
    return ran.stdout.strip()


def test_the_same_date_gives_the_same_city(tmp_path):
    first, second = digest_of_a_new_city(tmp_path / "first"), digest_of_a_new_city(tmp_path / "second")
    assert len(first) == 64
    assert first == second


@time_machine.travel(oslo(ON, dt.time(12)))
def test_the_city_has_every_state_a_screen_can_show(client):
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
    assert Arrival.objects.waiting().count() >= 12 and Arrival.objects.filter(enrolment__isnull=False).exists()
    assert Arrival.objects.filter(undone_at__isnull=False).exists()
    assert Certificate.objects.standing().exists() and Certificate.objects.exclude(withdrawn_at=None).exists()
    assert DrillRun.objects.closed().count() >= 7
    assert DrillRun.objects.coming().exists() and DrillRun.objects.under_way().get().is_paused
    assert FollowUp.objects.filter(done_on__isnull=False, worked="yes").exists()
    assert FollowUp.objects.waiting().filter(due_on__lt=ON).exists()
    assert FollowUp.objects.waiting().filter(due_on__gte=ON).exists()
    _directory_and_files(client)
    _self_reviews(client)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent", "queued", "failed", "uncertain"}


def _directory_and_files(client) -> None:
    """A staff file that was taken in, one that waits, and a directory with groups and accounts to look at."""
    files = apps.get_model("organisations", "StaffImport").objects
    assert files.accepted().get().faults
    client.force_login(Person.objects.get(demo_name="koordinator"))
    page = client.get(f"/enheter/import/{files.get(accepted_at=None).key}/").content.decode()
    for title in ("Enheter som flyttes", "Enheter som slås sammen", "Personer som flytter", "Enheter som endres"):
        assert title in page
    token, group, account = (apps.get_model("scim", name).objects for name in ("ScimToken", "ScimGroup", "ScimAccount"))
    assert {one.state for one in token.all()} == {"open", "revoked"}
    assert group.mapped().count() == 1 and group.unmapped().count() == 2
    assert account.exclude(snag="").exists()
    assert {one.state for one in apps.get_model("api", "ApiToken").objects.all()} == {"open", "expired", "revoked"}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent", "queued", "dead"}


def _self_reviews(client) -> None:
    """The change from the start to half a year after is shown for every item; a year after is still too few."""
    client.force_login(Person.objects.get(demo_name="koordinator"))
    places = apps.get_model("insight", "CoveragePlace").objects
    top = places.get(level=0, organisation=Installation.objects.get().owner)
    spreads = client.get(f"/virkning/sted/{top.key}/").context["spreads"]
    for spread in spreads:
        start, half, whole = spread.rows
        assert start.units == 12 and half.units == 10 and whole.units == 0, spread.item
        assert any(cell is not None for cell in start.cells) and any(cell is not None for cell in half.cells)
    assert len(spreads) == 4


def test_it_is_refused_outside_demo_mode(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="TRYGGBY_DEMO"):
        call_command("demo_city")
