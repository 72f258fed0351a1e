"""Enrolling, inviting, answering, standing for one unit only."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tryggby.organisations.factories import MembershipFactory
from tryggby.outbox.door import Message
from tryggby.people.door import Person
from tryggby.programmes import actions
from tryggby.programmes.door import representation
from tryggby.programmes.models import Enrolment, Invitation


@pytest.fixture
def kari(client, valley):
    client.force_login(valley.kari)
    return client


@pytest.fixture
def invited(kari, valley, cohort):
    """Per of the police, invited by mail; gives the address in the mail."""
    data = {"inviter-name": "Per Politi", "inviter-email": "Per@Politi.example", "inviter-track": "staff"}
    kari.post(reverse("programmes:invite", args=[cohort.key]), data | {"inviter-unit": valley.units[0].key})
    kari.logout()
    return re.search(r"/bli-med/\S+", Message.objects.get(kind="cohort_invitation").text).group()


def test_a_yes_makes_a_person_a_place_and_calendar_mails(client, cohort, invited):
    page = client.get(invited)
    assert "Per Politi" in page.content.decode()
    assert not Person.objects.filter(email="per@politi.example").exists()
    assert client.post(invited, {"svar": "ja"}).status_code == 302
    client.post(invited, {"svar": "ja"})
    person = Person.objects.get(email="per@politi.example")
    assert (person.given_name, person.family_name) == ("Per", "Politi")
    assert not person.has_usable_password() and not person.memberships.exists()
    row = Enrolment.objects.get(person=person)
    assert row.invitation.accepted_at
    assert Message.objects.filter(to=person.email, kind="gathering_invitation").count() == 1
    assert "Takk for at du blir med" in client.get(invited).content.decode()


def test_a_no_needs_no_reason_and_can_become_a_yes(client, invited):
    client.post(invited, {"svar": "nei"})
    row = Invitation.objects.get()
    assert row.declined_at and not Enrolment.objects.filter(invitation=row).exists()
    client.post(invited, {"svar": "ja"})
    row.refresh_from_db()
    assert row.accepted_at and row.declined_at is None


def test_odd_answers_late_answers_and_wrong_links(client, invited):
    assert client.post(invited, {"svar": "kanskje"}).status_code == 422
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))
    answer = client.post(invited, {"svar": "ja"})
    assert answer.status_code == 422 and "Fristen" in answer.content.decode()
    assert client.get("/bli-med/tull/").status_code == 404


def test_the_token_is_in_the_mail_alone(invited):
    token = invited.split("/")[2]
    assert token not in str(Invitation.objects.values())


def test_a_reminder_gives_a_new_link_and_ends_the_old(client, valley, cohort, invited):
    actions.remind_invited(by=valley.kari, invitation=Invitation.objects.get())
    assert client.get(invited).status_code == 404
    newest = Message.objects.filter(kind="cohort_invitation").order_by("-id").first()
    assert client.get(re.search(r"/bli-med/\S+", newest.text).group()).status_code == 200


def test_inviting_the_same_address_twice_sends_one_mail(valley, cohort):
    for _ in range(2):
        actions.invite(
            by=valley.kari, cohort=cohort, track="staff", unit=valley.units[0], email="per@politi.example", name="Per"
        )
    assert Message.objects.count() == 1


def test_a_person_stands_for_one_unit_and_the_reason_is_said(kari, valley, cohort):
    sara = cohort.enrolled[0].person
    MembershipFactory(person=sara, unit=valley.units[2], share=20)
    with pytest.raises(ValidationError, match="bare stå for én enhet"):
        actions.enrol(by=valley.kari, cohort=cohort, track="staff", unit=valley.units[2], people=[sara])
    url = reverse("programmes:enrol", args=[cohort.key, "staff", valley.units[2].key])
    answer = kari.post(url, {"people": [sara.key], "role": "participant"})
    assert answer.status_code == 422
    assert f"{sara.name} står allerede for {valley.units[0].name}" in answer.content.decode()


def test_an_invited_person_of_another_unit_is_told_why_not(client, valley, cohort):
    person = cohort.enrolled[0].person
    actions.invite(
        by=valley.kari, cohort=cohort, track="staff", unit=valley.units[2], email=person.email, name=person.name
    )
    link = re.search(r"/bli-med/\S+", Message.objects.get(kind="cohort_invitation").text).group()
    answer = client.post(link, {"svar": "ja"})
    assert answer.status_code == 422 and "bare stå for én enhet" in answer.content.decode()


def test_enrolling_is_idempotent_and_tells_the_newcomer(kari, valley, cohort):
    leader = valley.leaders[0]
    url = reverse("programmes:enrol", args=[cohort.key, "staff", valley.units[0].key])
    assert kari.post(url, {"people": [leader.key], "role": "participant"}).status_code == 302
    actions.enrol(by=valley.kari, cohort=cohort, track="staff", unit=valley.units[0], people=[leader])
    assert Enrolment.objects.filter(person=leader, track="staff").count() == 1
    assert Message.objects.filter(to=leader.email, kind="cohort_invitation").count() == 1


def test_leaving_keeps_what_was_and_frees_the_place(kari, valley, cohort):
    row = cohort.leading[0]
    url = reverse("programmes:leave", args=[cohort.key, row.key])
    assert row.person.name in kari.get(url).content.decode()
    kari.post(url)
    row.refresh_from_db()
    assert row.until is not None
    rows = {(r.unit.pk, r.track.code): r for r in representation(cohort)}
    assert rows[valley.units[0].pk, "leader"].missing == 1
    assert "Mangler 1 person" in rows[valley.units[0].pk, "leader"].words
    assert rows[valley.units[2].pk, "leader"].is_filled
    assert "Mangler 1 person" in kari.get(reverse("programmes:cohort", args=[cohort.key])).content.decode()


def test_an_open_invitation_is_seen_as_one(valley, cohort):
    Enrolment.objects.filter(pk=cohort.leading[0].pk).delete()
    actions.invite(by=valley.kari, cohort=cohort, track="leader", unit=valley.units[0], email="a@b.example", name="A")
    row = next(r for r in representation(cohort, "leader") if r.unit == valley.units[0])
    assert row.words == "Invitert, har ikke svart ennå."


def test_three_for_a_unit_is_more_than_agreed(valley, cohort):
    people = [MembershipFactory(unit=valley.units[0]).person for _ in range(2)]
    actions.enrol(by=valley.kari, cohort=cohort, track="leader", unit=valley.units[0], people=people)
    row = next(r for r in representation(cohort, "leader") if r.unit == valley.units[0])
    assert row.too_many == 1 and "mer enn avtalt" in row.words


def test_closing_ends_the_places(kari, cohort):
    for gathering in (cohort.day2, cohort.sup2):
        gathering.delete()
    kari.post(reverse("programmes:closure", args=[cohort.key]))
    cohort.refresh_from_db()
    assert cohort.closed_on and not Enrolment.objects.open().filter(cohort=cohort).exists()
