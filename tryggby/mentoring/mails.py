"""Mails about a practice, each in the receiver's language, once per person and change."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tryggby.mentoring.ics import CANCEL, REQUEST, address, calendar_entry, link, titled
from tryggby.mentoring.models import Practice
from tryggby.outbox.door import queue_mail
from tryggby.ui.door import date_format


def invite(practice: Practice) -> None:
    """Invite everybody with a place; the mentor gets the calendar entry too."""
    _send_all(practice, "practice_invitation", _invitation, REQUEST)


def tell_moved(practice: Practice) -> None:
    """Tell that time or place has changed."""
    _send_all(practice, "practice_moved", _moved, REQUEST)


def tell_cancelled(practice: Practice) -> None:
    """Tell that it is cancelled; the calendar entry goes away."""
    _send_all(practice, "practice_cancelled", _cancelled, CANCEL)


def when(practice: Practice) -> str:
    """«tirsdag 1. desember kl. 14:30» in Oslo and in the active language."""
    start = timezone.localtime(practice.starts_at)
    return _("%(day)s kl. %(time)s") % {"day": date_format(start, "l j. F"), "time": date_format(start, "H:i")}


def _send_all(practice: Practice, kind: str, write, method: str) -> None:
    places = practice.participations.filter(invited_at__isnull=False, person__left_at__isnull=True)
    mentor = practice.mandate.person
    others = [place.person for place in places.select_related("person") if place.person_id != mentor.pk]
    for person in [mentor, *others]:
        with translation.override(person.language):
            subject, text = write(practice, person == mentor)
            queue_mail(
                once=f"{kind}:{practice.key}:{practice.sequence}:{person.pk}",
                to=person.email,
                subject=subject,
                text=text,
                calendar=calendar_entry(practice, method=method, person=person),
                calendar_method=method,
                kind=kind,
                about=f"practice:{practice.pk}",
                organisation=practice.unit.organisation_id,
            )


def _invitation(practice: Practice, own: bool) -> tuple[str, str]:
    facts = _facts(practice)
    if own:
        lines = [
            _("Du har planlagt en øving med kollegaene dine i %(unit)s.") % facts,
            _where(practice, facts),
            _("Alt du trenger når dere øver, finner du her: %(run)s") % facts,
        ]
    else:
        lines = [
            _("%(mentor)s inviterer deg til en øving i %(unit)s: «%(title)s».") % facts,
            _where(practice, facts),
            _("Vi øver på én liten ting sammen, i %(minutes)s minutter. Du kan si pass når som helst.") % facts,
            _("Si fra om du kommer: %(link)s") % facts,
            _("Du trenger ikke å oppgi noen grunn hvis du ikke kan."),
        ]
    return _("%(titled)s, %(when)s") % facts, "\n\n".join(lines)


def _moved(practice: Practice, own: bool) -> tuple[str, str]:
    facts = _facts(practice)
    lines = [_("Øvinga «%(title)s» i %(unit)s har fått nytt tidspunkt eller sted.") % facts, _where(practice, facts)]
    lines.append(_("Avtalen i kalenderen din blir oppdatert med det vedlagte."))
    if not own:
        lines.append(_("Si fra om du kommer: %(link)s") % facts)
    return _("Endret: %(title)s, %(when)s") % facts, "\n\n".join(lines)


def _cancelled(practice: Practice, own: bool) -> tuple[str, str]:
    facts = _facts(practice)
    lines = [_("Øvinga «%(title)s» %(when)s i %(unit)s er avlyst.") % facts]
    if practice.cancelled_because:
        lines.append(practice.cancelled_because)
    lines.append(_("Du trenger ikke å gjøre noe. Avtalen blir fjernet fra kalenderen din med det vedlagte."))
    return _("Avlyst: %(title)s, %(when)s") % facts, "\n\n".join(lines)


def _where(practice: Practice, facts: dict) -> str:
    return _("Når: %(when)s (%(minutes)s minutter)") % facts + (
        "\n" + _("Hvor: %(place)s") % facts if practice.place else ""
    )


def _facts(practice: Practice) -> dict:
    return {
        "title": practice.title,
        "titled": titled(practice),
        "unit": practice.unit.name,
        "mentor": practice.mandate.person.name,
        "when": when(practice),
        "minutes": practice.minutes,
        "place": practice.place,
        "link": link(practice),
        "run": address("mentoring:practice", practice),
    }
