"""The mentoring room's door: mandates, practices, reach, gaps, and the verbs on them."""

from tryggby.mentoring.access import is_mentor, led_units, mentored_units, mentors
from tryggby.mentoring.actions import (
    Pulse,
    Refused,
    answer_invitation,
    appoint_mentor,
    cancel_practice,
    end_mandate,
    move_practice,
    plan_practice,
    report_practice,
    start_run,
)
from tryggby.mentoring.figures import (
    Covered,
    Gap,
    coming,
    first_practices,
    gaps,
    last_held,
    practices_per_month,
    practised_by_element,
    reach,
    reach_total,
    reach_totals,
    units_practised,
)
from tryggby.mentoring.models import Mandate, Participation, Practice
from tryggby.mentoring.reach import Reach
from tryggby.mentoring.suggestion import Suggestion, suggest, times
from tryggby.mentoring.words import gap_text, reach_tiles

__all__ = [
    "Covered",
    "Gap",
    "Mandate",
    "Participation",
    "Practice",
    "Pulse",
    "Reach",
    "Refused",
    "Suggestion",
    "answer_invitation",
    "appoint_mentor",
    "cancel_practice",
    "coming",
    "end_mandate",
    "first_practices",
    "gap_text",
    "gaps",
    "invitations_for",
    "is_mentor",
    "last_held",
    "led_units",
    "mandates",
    "mentored_units",
    "mentors",
    "move_practice",
    "plan_practice",
    "practices_per_month",
    "practised_by_element",
    "reach",
    "reach_tiles",
    "reach_total",
    "reach_totals",
    "report_practice",
    "start_run",
    "suggest",
    "times",
    "units_practised",
]


def mandates(units):
    """Mandates in force of many units, with person and unit; one query."""
    return Mandate.objects.in_force().filter(unit__in=units).select_related("person", "unit")


def invitations_for(person):
    """The coming practices a person is invited to, soonest first, with practice, unit and mentor; one query."""
    return (
        Participation.objects.filter(
            person=person.pk, invited_at__isnull=False, practice__in=Practice.objects.coming().order_by()
        )
        .select_related("practice__unit", "practice__mandate__person")
        .order_by("practice__starts_at", "practice_id")
    )
