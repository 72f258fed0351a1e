"""The one mail about keys: a colleague asks the key holders for help."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tryggby.outbox.door import queue_mail


def ask_holders(recovery, holders) -> None:
    """Tell each holder who asks, and that they must talk with the person first."""
    person = recovery.reading_key.person
    for holder in holders:
        with translation.override(holder.language):
            link = settings.BASE_URL + reverse("sealing:assistance", args=[recovery.key])
            queue_mail(
                once=f"recovery:{recovery.key}:{holder.pk}",
                to=holder.email,
                subject=_("%(name)s trenger hjelp med nøkkelen sin") % {"name": person.name},
                text=_(
                    "Hei %(holder)s.\n\n%(name)s kommer ikke inn med nøkkelen sin og ber to nøkkelholdere om hjelp.\n"
                    "Snakk med personen først, og sammenlign tallene dere ser.\n\n%(link)s\n\n"
                    "Er det ikke %(name)s som spør? Trykk Stopp på siden."
                )
                % {"holder": holder.given_name, "name": person.given_name, "link": link},
                kind="key_recovery",
                about=f"recovery:{recovery.pk}",
            )
