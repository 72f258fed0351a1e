"""A mail to the other editors: a text waits for somebody to read it."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tryggby.organisations.door import Appointment, Role, installation
from tryggby.outbox.door import queue_mail


def ask_readers(*, state, page, writer) -> int:
    """Tell every other editor of the owner that a text waits, once each time it is sent in; returns how many."""
    made = installation()
    if made is None:
        return 0
    held = Appointment.objects.current().filter(organisation=made.owner_id, role=Role.EDITOR)
    asked = held.filter(person__left_at__isnull=True).exclude(person=writer).exclude(person__email="")
    for appointment in asked.select_related("person").order_by("pk"):
        person = appointment.person
        with translation.override(person.language):
            queue_mail(
                once=f"second_reading:{state.pk}:{person.pk}",
                to=person.email,
                subject=_("En tekst venter på en leser"),
                text=_text(page),
                kind="second_reading",
                organisation=made.owner_id,
            )
    return len(asked)


def _text(page) -> str:
    url = settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    return "\n\n".join(
        [
            _("Hei,"),
            _("«%(title)s» er sendt inn. En annen enn den som skrev, skal lese den før den blir publisert.")
            % {"title": page.title},
            _("Les den her: %(url)s") % {"url": url},
            _("Vennlig hilsen") + "\nTryggby\n",
        ]
    )
