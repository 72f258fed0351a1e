"""Mails of duty: that something waits. Never what, from whom, or about which child."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tryggby.organisations.door import Appointment, Role
from tryggby.outbox.door import queue_mail


def call(escalation, person) -> None:
    """Ask the one the ladder has reached to look."""
    with translation.override(person.language):
        practice = escalation.is_practice
        subject = _("Øvelse: noe venter på deg på vakta") if practice else _("Noe venter på deg på vakta")
        intro = _("Dette er en øvelse. Gjør som om den var ekte.\n\n") if practice else ""
        text = intro + _(
            "Hei %(name)s.\n\nDet ligger noe hos «%(channel)s» som må leses nå. "
            "Trykk «Jeg tar den» når du har åpnet siden, så vet de andre det.\n\n%(link)s\n\n"
            "Tar ingen den innen %(minutes)s minutter, går beskjeden videre."
        ) % {
            "name": person.given_name,
            "channel": escalation.channel.name,
            "link": settings.BASE_URL + reverse("voices:desk"),
            "minutes": escalation.step_minutes,
        }
        _queue(escalation, person, f"{escalation.level}:{escalation.step_minutes}", subject, text)


def tell_overdue(escalation) -> None:
    """Tell the privacy officers that the whole ladder has been climbed in vain."""
    held = Appointment.objects.current().filter(
        organisation=escalation.channel.organisation_id, role=Role.PRIVACY_OFFICER
    )
    for appointment in held.select_related("person"):
        with translation.override(appointment.person.language):
            practice = escalation.is_practice
            subject = _("Øvelse: ingen på vakt har svart") if practice else _("Ingen på vakt har svart")
            intro = _("Dette er en øvelse. Gjør som om den var ekte.\n\n") if practice else ""
            text = intro + _(
                "Hei %(name)s.\n\nIngen på vakta hos «%(channel)s» har tatt noe som skulle leses. "
                "Ring enheten nå.\n\n%(link)s"
            ) % {
                "name": appointment.person.given_name,
                "channel": escalation.channel.name,
                "link": settings.BASE_URL + reverse("desk:privacy"),
            }
            _queue(escalation, appointment.person, "overdue", subject, text)


def _queue(escalation, person, step: str, subject: str, text: str) -> None:
    queue_mail(
        once=f"clock:{escalation.key}:{escalation.turn}:{step}:{person.pk}",
        to=person.email,
        subject=subject,
        text=text,
        kind="danger_clock",
        about=f"escalation:{escalation.pk}",
        organisation=escalation.channel.organisation_id,
    )
