"""Mails of duty: that something waits. Never what, from whom, or about which child."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, today
from tryggby.organisations.door import Appointment, Role
from tryggby.outbox.door import queue_mail
from tryggby.ui.door import date_format


def call(escalation, person, why: str = "") -> None:
    """Ask the one the ladder has reached to look; `why` is `opens` when the clock that waited starts now."""
    with translation.override(person.language):
        practice = escalation.is_practice
        subject = _("Øvelse: noe venter på deg på vakta") if practice else _("Noe venter på deg på vakta")
        intro = _("Dette er en øvelse. Gjør som om den var ekte.\n\n") if practice else ""
        facts = {
            "name": person.given_name,
            "channel": escalation.channel.name,
            "link": settings.BASE_URL + reverse("voices:desk"),
            "minutes": escalation.step_minutes,
            "when": _clock(escalation.starts_at),
        }
        step = f"{escalation.level}:{escalation.step_minutes}" + (f":{why}" if why else "")
        _queue(escalation, person, step, subject, intro + _words(escalation) % facts)


def tell_overdue(escalation) -> None:
    """Tell the privacy officers, or the coordinators where there is none, that the ladder has been climbed in vain."""
    for person, address in _overseers(escalation.channel.organisation_id, escalation.channel.key):
        with translation.override(person.language):
            practice = escalation.is_practice
            subject = _("Øvelse: ingen på vakt har svart") if practice else _("Ingen på vakt har svart")
            intro = _("Dette er en øvelse. Gjør som om den var ekte.\n\n") if practice else ""
            text = intro + _(
                "Hei %(name)s.\n\nIngen på vakta hos «%(channel)s» har tatt noe som skulle leses. "
                "Ring enheten nå.\n\n%(link)s"
            ) % {"name": person.given_name, "channel": escalation.channel.name, "link": settings.BASE_URL + address}
            _queue(escalation, person, "overdue", subject, text)


def tell_running_out(roster) -> None:
    """Tell the leader of a duty that it ends soon with nobody after it, so that the door does not close unseen."""
    person = roster.leader
    with translation.override(person.language):
        facts = {
            "name": person.given_name,
            "channel": roster.channel.name,
            "day": date_format(roster.until, "l j. F"),
            "link": settings.BASE_URL + reverse("voices:duty", args=[roster.channel.key]),
        }
        queue_mail(
            once=f"duty-ends:{roster.key}:{roster.until}",
            to=person.email,
            subject=_("Vakta hos «%(channel)s» er snart over") % facts,
            text=_(
                "Hei %(name)s.\n\nSiste dag for vakta hos «%(channel)s» er %(day)s. Ingen har vakt etterpå. "
                "Da kan ikke barna skrive eller be om hjelp der. Sett opp en ny vakt her:\n\n%(link)s"
            )
            % facts,
            kind="duty_ends",
            about=f"roster:{roster.pk}",
            organisation=roster.channel.organisation_id,
        )


def _words(escalation) -> str:
    """What a call says: that it must be read now, at opening, today, or that it was taken and not closed."""
    if escalation.starts_at:
        return _(
            "Hei %(name)s.\n\nDet kom noe hos «%(channel)s» utenom lesetida. Er du på jobb, kan du lese det nå. "
            "Vakta begynner %(when)s, og da får du beskjed igjen.\n\n%(link)s"
        )
    if escalation.lapsed_on:
        return _(
            "Hei %(name)s.\n\nNoe hos «%(channel)s» ble tatt, men er verken gitt videre eller lukket. "
            "Trykk «Jeg tar den» og avslutt den, så vet de andre det.\n\n%(link)s\n\n"
            "Skjer det ikke i dag, går beskjeden videre."
        )
    if escalation.reason == escalation.Reason.UNREAD:
        return _(
            "Hei %(name)s.\n\nDet ligger noe fra barn hos «%(channel)s» som ingen har lest. "
            "Barna er lovet at det blir lest i dag.\n\n%(link)s\n\n"
            "Blir det ikke lest, går beskjeden videre."
        )
    return _(
        "Hei %(name)s.\n\nDet ligger noe hos «%(channel)s» som må leses nå. "
        "Trykk «Jeg tar den» når du har åpnet siden, så vet de andre det.\n\n%(link)s\n\n"
        "Tar ingen den innen %(minutes)s minutter, går beskjeden videre."
    )


def _clock(at) -> str:
    return date_format(at.astimezone(OSLO), "l j. F H:i") if at else ""


def _overseers(organisation: int, channel: str) -> list[tuple]:
    """Who is told, and the page where they see it."""
    held = Appointment.objects.current().filter(organisation=organisation).select_related("person")
    officers = [(row.person, reverse("desk:privacy")) for row in held.filter(role=Role.PRIVACY_OFFICER)]
    if officers:
        return officers
    return [(row.person, reverse("voices:duty", args=[channel])) for row in held.filter(role=Role.COORDINATOR)]


def _queue(escalation, person, step: str, subject: str, text: str) -> None:
    """One mail; about texts that lie unread, one for all of a channel's on a day."""
    unread = escalation.reason == escalation.Reason.UNREAD and not escalation.lapsed_on
    about = f"{escalation.channel.key}:{today()}" if unread else f"{escalation.key}:{escalation.turn}"
    queue_mail(
        once=f"clock:{about}:{step}:{person.pk}",
        to=person.email,
        subject=subject,
        text=text,
        kind="danger_clock",
        about=f"escalation:{escalation.pk}",
        organisation=escalation.channel.organisation_id,
    )
