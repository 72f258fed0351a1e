"""What is done with people: let them in, change their details, end their sessions."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.people.models import Person, normalise_email


@transaction.atomic
def add_person(*, by, email: str, given_name: str, family_name: str = "", organisation=None) -> Person:
    """The person with this address, made when nobody has it; someone who had left is let in again.

    Names of a person who exists are left alone: they are that person's own.
    """
    person = Person.objects.filter(email=normalise_email(email)).first()
    if person is None:
        person = Person.objects.create_user(email, given_name=given_name.strip(), family_name=family_name.strip())
        record(by=by, verb="add_person", of=person, organisation=organisation)
    elif person.left_at:
        person.left_at = None
        person.save(update_fields=["left_at"])
        record(by=by, verb="return_person", of=person, organisation=organisation)
    return person


@transaction.atomic
def change_details(*, by, person: Person, given_name: str, family_name: str, language: str) -> None:
    """Change a person's name and language."""
    person.given_name, person.family_name, person.language = given_name.strip(), family_name.strip(), language
    person.save(update_fields=["given_name", "family_name", "language"])
    record(by=by, verb="change_details", of=person)


def save_details(people: list[Person]) -> None:
    """Save details of many people in the caller's transaction, which also writes the audit entry.

    Who got another address is signed out, and the old address opens nothing any more.
    """
    numbers = [person.pk for person in people]
    before = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "email"))
    fields = ["email", "given_name", "family_name", "external_id", "left_at"]
    Person.objects.bulk_update(people, fields, batch_size=200)
    moved = Person.objects.filter(pk__in=[person.pk for person in people if before.get(person.pk) != person.email])
    EmailAddress.objects.filter(user__in=moved).delete()
    moved.end_sessions()


def let_go(numbers: list[int]) -> int:
    """End the access of people who work nowhere any more, in the caller's transaction, which also writes the entry.

    Their sessions end and they cannot sign in; returns how many. `add_person` lets them in again.
    """
    gone = Person.objects.active().filter(pk__in=numbers)
    return gone.update(left_at=timezone.now(), session_epoch=F("session_epoch") + 1)


@transaction.atomic
def end_sessions(*, by, person: Person) -> None:
    """End every session of a person, on every device."""
    Person.objects.filter(pk=person.pk).end_sessions()
    person.refresh_from_db(fields=["session_epoch"])
    record(by=by, verb="end_sessions", of=person)


def split_name(name: str) -> tuple[str, str]:
    """Given and family name of a name written in one field: the last word is the family name."""
    given, _, family = " ".join(name.split()).rpartition(" ")
    return (given, family) if given else (family, "")
