"""Forget who left two years ago: the row stays, so that figures stay true, and leads to nobody."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import record
from tryggby.people.models import Person

# How long a row is kept that leads to somebody: told to the person, and to the privacy officer.
AFTER_LEAVING = _("Til to år etter at du har sluttet. Da slettes navnet ditt, og ingen ser at det var deg.")
NAME_GOES = _("Blir stående. Navnet slettes to år etter at personen har sluttet.")
LEADS_TO_NOBODY = _("Til to år etter at personen har sluttet. Da slettes navnet, og raden leder til ingen.")
# Sent with `person=` while the name is still there, in the transaction that takes it away: rooms with copies let go.
person_forgotten = Signal()


def forget_leavers(now: dt.datetime | None = None) -> int:
    """Empty everybody who left two years ago or earlier; how many. Twice is once."""
    now = now or timezone.now()
    due = Person.objects.due_for_forgetting(now).order_by("pk").values_list("pk", flat=True)
    return sum(_forget(pk, now) for pk in list(due))


@transaction.atomic
def _forget(pk: int, now: dt.datetime) -> int:
    """One person; none when they came back or were forgotten meanwhile."""
    person = Person.objects.select_for_update().filter(pk=pk).due_for_forgetting(now).first()
    if person is None:
        return 0
    person_forgotten.send(sender=Person, person=person)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.given_name = person.family_name = ""
    person.email = f"{person.key}@slettet.invalid"
    person.external_id = person.demo_name = person.last_login = None
    person.session_epoch += 1
    person.set_unusable_password()
    person.forgotten_at = now
    person.save()
    record(by=None, verb="forget_person", of=person)
    return 1
