"""What pages show of a meeting and of a day, ready for the templates."""

from dataclasses import dataclass

from django.utils import timezone

from tryggby.outreach.access import hosts
from tryggby.outreach.checklist import POINTS, SafetyPoint
from tryggby.outreach.models import DialogueMeeting, OutreachDay, SafetyCheck
from tryggby.outreach.questions import ENOUGH, FACES, QUESTIONS


@dataclass(frozen=True)
class CheckRow:
    """A point of the checklist with its answer."""

    point: SafetyPoint
    check: SafetyCheck | None


@dataclass(frozen=True)
class AnswerRow:
    """One question with the count of each answer."""

    text: str
    cells: list[tuple[str, int]]


def meeting_page(meeting: DialogueMeeting, person) -> dict:
    """One meeting with everything that belongs to it; four queries whatever the size."""
    answered = {check.point: check for check in meeting.checks.select_related("by")}
    checks = [CheckRow(point, answered.get(point.code)) for point in POINTS]
    return {
        "meeting": meeting,
        "checks": checks,
        "missing": sum(row.check is None for row in checks),
        "leaders": list(meeting.leaders.select_related("person")),
        "points": list(meeting.points.select_related("advice")),
        "promises": list(meeting.promises.select_related("owner")),
        "runs": hosts(person, meeting.organisation_id),
        "has_begun": meeting.starts_at <= timezone.now(),
    }


def answers_of(day: OutreachDay) -> list[AnswerRow]:
    """What people thought; nothing while fewer than five have answered."""
    if day.answers < ENOUGH:
        return []
    counts = {(tally.question, tally.value): tally.number for tally in day.tallies.all()}
    return [
        AnswerRow(str(text), [(str(word), counts.get((code, value), 0)) for value, word in FACES])
        for code, text in QUESTIONS.items()
    ]
