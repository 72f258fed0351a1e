"""The inbox: who reads what, how it is answered, and when it is forgotten."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.organisations.factories import AppointmentFactory, InstallationFactory, OrganisationFactory
from tryggby.outbox.door import Message
from tryggby.people.factories import PersonFactory
from tryggby.website.actions import close_message, forget_due, tell_readers
from tryggby.website.factories import make_child_message, make_message
from tryggby.website.models import ContactMessage, ContactPurge
from tryggby.website.refusal import Refused
from tryggby.website.sealing import opened

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TUESDAY = dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def owner(db):
    return InstallationFactory(owner__name="Solvik kommune").owner


@pytest.fixture
def as_role(client, owner):
    """`as_role("editor")` signs in somebody with that role at the owner."""

    def sign_in(role: str):
        person = PersonFactory(given_name="Hanne", family_name="Dahl")
        if role:
            AppointmentFactory(person=person, organisation=owner, role=role)
        client.force_login(person, BACKEND)
        return person

    return sign_in


def test_the_coordinator_reads_and_answers(client, owner, as_role):
    hanne = as_role("coordinator")
    message = make_message(owner)
    assert "Jeg har et spørsmål" in client.get("/post-inn/").text
    html = client.get(f"/post-inn/{message.key}/").text
    assert "Ingrid Moen" in html and "Når er neste frokostseminar?" in html
    assert Entry.objects.filter(verb="read_message", actor=hanne.pk).count() == 1
    answer = client.post(f"/post-inn/{message.key}/svar/", {"text": "Det er 3. desember.", "once": "a"}, follow=True)
    assert "Svaret er sendt" in answer.text
    assert "Hanne Dahl" in answer.text and "Det er 3. desember." in answer.text
    mail = Message.objects.get(kind="contact_answer")
    assert mail.to == "ingrid@lyngvik.example"
    assert "Det er 3. desember." in mail.text and "Solvik kommune" in mail.subject
    assert "Ingen venter" in client.get("/post-inn/").text
    assert message.get_kind_display() in client.get("/post-inn/?vis=ferdige").text


def test_an_answer_sent_twice_is_one_mail(client, owner, as_role):
    as_role("coordinator")
    message = make_message(owner)
    for _ in range(2):
        client.post(f"/post-inn/{message.key}/svar/", {"text": "Svar.", "once": "same"})
    assert Message.objects.filter(kind="contact_answer").count() == 1


def test_a_second_coordinator_hears_of_the_answer_before_sending_another(client, owner, as_role):
    """Two have the same message open: whoever wrote it must not get two answers that know nothing of each other."""
    as_role("coordinator")
    message = make_message(owner)
    seen = lambda html: re.search(r'name="seen" value="(\d+)"', html)[1]  # noqa: E731
    mine = yours = seen(client.get(f"/post-inn/{message.key}/").text)
    client.post(f"/post-inn/{message.key}/svar/", {"text": "Det er 3. desember.", "once": "a", "seen": yours})
    told = client.post(f"/post-inn/{message.key}/svar/", {"text": "Vet ikke ennå.", "once": "b", "seen": mine})
    assert told.status_code == 422
    assert "En kollega har svart" in told.text and "Det er 3. desember." in told.text and "Vet ikke ennå." in told.text
    assert Message.objects.filter(kind="contact_answer").count() == 1
    more = {"text": "Og det er gratis.", "once": "c", "seen": seen(told.text)}
    assert client.post(f"/post-inn/{message.key}/svar/", more).status_code == 302
    again = client.post(f"/post-inn/{message.key}/svar/", more)
    assert again.status_code == 302 and Message.objects.filter(kind="contact_answer").count() == 2


def test_another_answer_after_back_is_another_mail(client, owner, as_role):
    as_role("coordinator")
    message = make_message(owner)
    for text in ("Svar.", "Mer om det samme."):
        client.post(f"/post-inn/{message.key}/svar/", {"text": text, "once": "same"})
    assert Message.objects.filter(kind="contact_answer").count() == 2


def test_an_empty_answer_is_asked_for_and_nothing_is_sent(client, owner, as_role):
    as_role("coordinator")
    message = make_message(owner)
    answer = client.post(f"/post-inn/{message.key}/svar/", {"text": " "})
    assert answer.status_code == 422
    assert "Skriv et svar" in answer.text
    long = client.post(f"/post-inn/{message.key}/svar/", {"text": "å" * 5000})
    assert long.status_code == 422
    assert "å" * 5000 in long.text
    assert not Message.objects.filter(kind="contact_answer").exists()


def test_editors_read_adults_and_not_children(client, owner, as_role):
    as_role("editor")
    adult, child = make_message(owner), make_child_message(owner)
    assert client.get(f"/post-inn/{adult.key}/").status_code == 200
    for path in ("", "svar/", "lukk/"):
        call = client.post if path else client.get
        assert call(f"/post-inn/{child.key}/{path}", {"text": "x"}).status_code == 404
    assert "Barn eller ung" not in client.get("/post-inn/").text


@pytest.mark.parametrize("role", ["", "privacy_officer", "network_coordinator"])
def test_others_have_no_inbox(client, owner, as_role, role):
    as_role(role)
    message = make_message(owner)
    assert client.get("/post-inn/").status_code == 404
    assert client.get(f"/post-inn/{message.key}/").status_code == 404


def test_another_municipalitys_messages_are_not_there(client, owner, as_role):
    as_role("coordinator")
    theirs = make_message(OrganisationFactory())
    assert client.get(f"/post-inn/{theirs.key}/").status_code == 404
    assert client.post(f"/post-inn/{theirs.key}/lukk/").status_code == 404
    assert "spørsmål" not in client.get("/post-inn/").text


def test_a_childs_message_can_be_closed_and_not_answered(client, owner, as_role):
    as_role("coordinator")
    child = make_child_message(owner)
    html = client.get(f"/post-inn/{child.key}/").text
    assert "ordet samtykke" in html and "svar/" not in html
    refused = client.post(f"/post-inn/{child.key}/svar/", {"text": "Hei"})
    assert refused.status_code == 422
    client.post(f"/post-inn/{child.key}/lukk/")
    assert ContactMessage.objects.get(pk=child.pk).closed_at


def test_the_list_takes_the_same_queries_at_one_and_three(client, owner, as_role, django_assert_max_num_queries):
    as_role("coordinator")
    make_message(owner)
    client.get("/post-inn/")
    with django_assert_max_num_queries(12) as one:
        client.get("/post-inn/")
    make_message(owner, kind="idea"), make_child_message(owner)
    with django_assert_max_num_queries(len(one)):
        client.get("/post-inn/")


def test_readers_are_told_once_a_day_and_only_at_work(owner):
    reader = AppointmentFactory(organisation=owner, role="coordinator").person
    AppointmentFactory(organisation=owner, role="editor")
    make_child_message(owner)
    with time_machine.travel(TUESDAY, tick=False):
        assert tell_readers() == 1
        tell_readers()
    mail = Message.objects.get()
    assert mail.to == reader.email
    assert "1 henvendelse venter" in mail.text and "samtykke" not in mail.text
    for closed in (TUESDAY.replace(hour=20), dt.datetime(2026, 12, 5, 10, 0, tzinfo=dt.UTC)):
        with time_machine.travel(closed, tick=False):
            assert tell_readers() == 0


def test_what_children_write_is_forgotten_after_30_days(owner):
    child = make_child_message(owner)
    assert forget_due(timezone.now() + dt.timedelta(days=28)) == 0
    assert forget_due(timezone.now() + dt.timedelta(days=31)) == 1
    child.refresh_from_db()
    assert bytes(child.sealed) == b"" and child.forgotten_at
    receipt = ContactPurge.objects.get()
    assert (receipt.messages, receipt.organisation) == (1, owner)
    assert "30 dager" in receipt.rule
    assert forget_due(timezone.now() + dt.timedelta(days=31)) == 0


def test_what_adults_write_is_forgotten_90_days_after_it_was_closed(client, owner, as_role):
    hanne = as_role("coordinator")
    closed, open_still = make_message(owner), make_message(owner, email="b@lyngvik.example")
    client.post(f"/post-inn/{closed.key}/svar/", {"text": "Svar."})
    close_message(by=hanne, message=closed)
    assert forget_due(timezone.now() + dt.timedelta(days=89)) == 0
    assert forget_due(timezone.now() + dt.timedelta(days=91)) == 1
    assert client.get(f"/post-inn/{closed.key}/").status_code == 404
    assert not bytes(closed.answers.get().sealed)
    assert not Message.objects.filter(to="ingrid@lyngvik.example").exists()
    assert client.get(f"/post-inn/{open_still.key}/").status_code == 200
    assert forget_due(timezone.now() + dt.timedelta(days=181)) == 1


def test_nothing_is_done_with_what_is_forgotten(owner):
    message = make_message(owner)
    forget_due(timezone.now() + dt.timedelta(days=181))
    with pytest.raises(Refused):
        close_message(by=None, message=message)


def test_a_row_moved_to_another_key_does_not_open(owner):
    first, second = make_message(owner), make_message(owner)
    assert opened(first.sealed, second.key) == {}
    assert opened(b"", first.key) == {}
