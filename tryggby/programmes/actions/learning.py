"""The agreement before the start, and the learning goals: counts only."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, today
from tryggby.programmes.models import Cohort, CommitmentCheck, Gathering, GoalAnswer


@transaction.atomic
def check_commitments(*, by, cohort: Cohort, codes: Collection[str]) -> None:
    """The points of the agreement that are in place; a point left out is taken back."""
    wanted = {point.code for point in cohort.programme.design.commitments} & set(codes)
    known = set(CommitmentCheck.objects.filter(cohort=cohort).values_list("code", flat=True))
    CommitmentCheck.objects.filter(cohort=cohort, code__in=known - wanted).delete()
    CommitmentCheck.objects.bulk_create(
        [CommitmentCheck(cohort=cohort, code=c, checked_on=today(), checked_by=by) for c in sorted(wanted - known)],
        ignore_conflicts=True,
    )
    if known != wanted:
        record(by=by, verb="check_commitments", of=cohort, organisation=cohort.organisation_id, points=sorted(wanted))


@transaction.atomic
def record_goal_counts(*, by, gathering: Gathering, moment: str, counts: Mapping[str, Mapping[int, int]]) -> None:
    """Set how many gave each value (goal -> value -> count), read off a show of hands or paper slips."""
    rows = [
        GoalAnswer(gathering=gathering, goal=goal, moment=moment, value=value, count=count)
        for goal, values in counts.items()
        for value, count in values.items()
    ]
    GoalAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["gathering", "goal", "moment", "value"],
        update_fields=["count", "updated_at"],
    )
    record(by=by, verb="record_goal_counts", of=gathering, organisation=gathering.cohort.organisation_id, moment=moment)


@transaction.atomic
def answer_goals(*, by, gathering: Gathering, moment: str, values: Mapping[str, int], once: str | None = None) -> None:
    """One participant's answers, added to the counts. `by` is not kept anywhere, not in the audit either."""
    first = claim(once)
    if first is None:
        return
    for goal, value in values.items():
        row, _made = GoalAnswer.objects.get_or_create(gathering=gathering, goal=goal, moment=moment, value=value)
        GoalAnswer.objects.filter(pk=row.pk).update(count=F("count") + 1, updated_at=timezone.now())
    done(first, "")
    record(by=None, verb="answer_goals", of=gathering, organisation=gathering.cohort.organisation_id, moment=moment)
