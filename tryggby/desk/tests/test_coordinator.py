"""The coordinator's overview, the status page, the spreadsheet, and mail that stopped."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.audit.door import Entry
from tryggby.organisations.door import Appointment
from tryggby.organisations.factories import (
    AppointmentFactory,
    InstallationFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
)
from tryggby.outbox.door import Message, queue_mail
from tryggby.people.factories import PersonFactory
from tryggby.programmes.factories import CohortFactory, GatheringFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def solvik(db):
    return OrganisationFactory(name="Solvik kommune")


@pytest.fixture
def ingrid(client, solvik):
    person = AppointmentFactory(organisation=solvik, role=Appointment.Role.COORDINATOR).person
    client.force_login(person)
    return person


def failed(organisation, once="a"):
    message = queue_mail(
        once=once, to="kari@solvik.example", subject="Velkommen", text="Hei", organisation=organisation
    )
    Message.objects.filter(pk=message.pk).update(state="failed", last_error="550 ukjent mottaker")
    return message


@pytest.mark.parametrize("owner", [True, False])
def test_only_the_owners_coordinators_are_led_to_name_and_colour(client, ingrid, solvik, owner):
    InstallationFactory(owner=solvik if owner else OrganisationFactory())
    assert ('href="/styring/navn-og-farge/"' in client.get("/koordinator/").text) is owner
    assert client.get("/styring/navn-og-farge/").status_code == (200 if owner else 404)


def test_the_overview_says_which_units_stand_still_and_why(client, ingrid, solvik):
    unit = UnitFactory(organisation=solvik, name="Furulia barnehage")
    cohort = CohortFactory(organisation=solvik, units=[unit], name="Kull 1")
    GatheringFactory(cohort=cohort)
    page = client.get("/koordinator/").content.decode()
    assert "Kull 1" in page
    assert "Furulia barnehage" in page
    assert "Har ingen mentor ennå." in page


def test_the_overview_is_for_coordinators(client, solvik):
    client.force_login(MembershipFactory().person)
    assert client.get("/koordinator/").status_code == 404
    assert client.get("/styring/post/").status_code == 404


def test_another_municipalitys_cohort_is_404(client, ingrid):
    other = CohortFactory()
    assert client.get(f"/program/{other.key}/status/").status_code == 404
    assert client.get(f"/program/{other.key}/eksport.xlsx").status_code == 404
    assert not Entry.objects.filter(verb="export_cohort").exists()


def test_the_status_page_and_the_spreadsheet(client, ingrid, solvik):
    cohort = CohortFactory(organisation=solvik, units=[UnitFactory(organisation=solvik)], name="Kull / høst")
    GatheringFactory(cohort=cohort)
    assert "Kull / høst" in client.get(f"/program/{cohort.key}/status/").content.decode()
    response = client.get(f"/program/{cohort.key}/eksport.xlsx")
    assert response.content[:2] == b"PK"
    assert "kull-hst.xlsx" in response["Content-Disposition"] or "kull-host.xlsx" in response["Content-Disposition"]
    assert Entry.objects.filter(verb="export_cohort", actor=ingrid.pk).count() == 1


def test_mail_that_stopped_can_be_sent_again(client, ingrid, solvik):
    message = failed(solvik)
    page = client.get("/styring/post/").content.decode()
    assert "kari@solvik.example" in page
    assert "550 ukjent mottaker" in page
    assert client.post(f"/styring/post/{message.key}/").status_code == 302
    message.refresh_from_db()
    assert message.state == "queued"


def test_another_municipalitys_mail_is_404(client, ingrid):
    message = failed(OrganisationFactory())
    assert "kari@" not in client.get("/styring/post/").content.decode()
    assert client.post(f"/styring/post/{message.key}/").status_code == 404
    message.refresh_from_db()
    assert message.state == "failed"


def test_the_list_of_mail_costs_the_same_with_one_and_three(client, ingrid, solvik):
    failed(solvik)
    client.get("/styring/post/")
    with CaptureQueriesContext(connection) as one:
        client.get("/styring/post/")
    failed(solvik, "b"), failed(solvik, "c")
    with CaptureQueriesContext(connection) as three:
        client.get("/styring/post/")
    assert len(one) == len(three)


def test_the_network_home_is_for_network_coordinators(client, solvik):
    person = AppointmentFactory(organisation=solvik, role=Appointment.Role.NETWORK_COORDINATOR).person
    CohortFactory(organisation=solvik, units=[UnitFactory(organisation=solvik)])
    client.force_login(person)
    assert "Solvik kommune" in client.get("/nettverk/").content.decode()
    client.force_login(PersonFactory())
    assert client.get("/nettverk/").status_code == 404
