"""A mail to editors about help lines and sections of the law that should be looked at again."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.ground.door import today
from tryggby.help.overdue import overdue_records
from tryggby.organisations.door import Appointment, Role
from tryggby.outbox.door import queue_mail


def remind_editors() -> int:
    """Tell each editor what is overdue, once a week at most; returns how many were told."""
    told = 0
    held = Appointment.objects.current().filter(role=Role.EDITOR, person__left_at__isnull=True)
    people = {appointment.person: appointment.organisation_id for appointment in held.select_related("person")}
    year, week, _day = today().isocalendar()
    for person, organisation in people.items():
        overdue = overdue_records(person)
        if not len(overdue) or not person.email:
            continue
        with translation.override(person.language):
            queue_mail(
                once=f"help_overdue:{year}-{week}:{person.pk}",
                to=person.email,
                subject=ngettext("Ett hjelpetilbud må kontrolleres", "%(n)s hjelpetilbud må kontrolleres", len(overdue))
                % {"n": len(overdue)},
                text=_text(overdue),
                kind="help_overdue",
                organisation=organisation,
            )
        told += 1
    return told


def _text(overdue) -> str:
    pages = [settings.BASE_URL + reverse(name) for name in ("help:register", "help:laws")]
    names = [*(line.name for line in overdue.lines[:20]), *(law.section for law in overdue.laws[:20])]
    return "\n".join(
        [
            _("Disse skulle vært holdt opp mot kilden sin. Numrene vises fortsatt, men ikke åpningstidene."),
            "",
            *(f"- {name}" for name in names),
            "",
            _("Hjelpetilbud: %(url)s") % {"url": pages[0]},
            _("Lovhjemler: %(url)s") % {"url": pages[1]},
        ]
    )
