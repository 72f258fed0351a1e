"""The results of an evaluation: only after it has closed, and never for fewer than five."""

from dataclasses import dataclass, field

from django.utils import timezone

from tryggby.events.faces import asked
from tryggby.events.models import Evaluation, EvaluationTally, Event, Phase

FEWEST = 5


@dataclass(frozen=True)
class Result:
    """One question: how many answered, their mean, and how many in a hundred chose one of the two best faces."""

    text: str
    number: int
    mean: float | None
    good: int | None
    before: float | None = None
    before_number: int = 0


@dataclass(frozen=True)
class Results:
    """What a coordinator may see now: `waiting` (not closed), `few` or `shown`."""

    state: str
    answers: int
    answers_before: int
    rows: list[Result] = field(default_factory=list)


def results(event: Event, evaluation: Evaluation) -> Results:
    """While answers come in, only their number is told: a change of the mean would tell what the last one said."""
    evaluation.event = event
    counts = (evaluation.answers_after, evaluation.answers_before)
    if evaluation.closes_at > timezone.now():
        return Results("waiting", *counts)
    if evaluation.answers_after < FEWEST:
        return Results("few", *counts)
    tallies: dict[tuple[str, str], dict[int, int]] = {}
    for tally in EvaluationTally.objects.filter(event=event):
        tallies.setdefault((tally.phase, tally.question), {})[tally.value] = tally.number
    rows = []
    for question in asked(event, Phase.AFTER):
        number, mean, good = _summed(tallies.get((Phase.AFTER, question.code), {}))
        before_number, before, _good = _summed(tallies.get((Phase.BEFORE, question.code), {}))
        rows.append(Result(str(question.text), number, mean, good, before, before_number))
    return Results("shown", *counts, rows)


def _summed(values: dict[int, int]) -> tuple[int, float | None, int | None]:
    """Number, mean and the share of fours and fives; nothing but «fewer than five» when they are few."""
    number = sum(values.values())
    if number < FEWEST:
        return number, None, None
    mean = sum(value * count for value, count in values.items()) / number
    return number, round(mean, 1), round(100 * (values.get(4, 0) + values.get(5, 0)) / number)
