"""Learning goals before and after, in counts; few answers are not shown."""

from collections import defaultdict

from tryggby.programmes.models import Cohort, GoalAnswer

# Fewer answers than this could be traced to persons.
FEWEST = 5


def goal_rows(cohort: Cohort) -> list[dict]:
    """Goal with how many answered and how many said 4 or 5, before and after; None where too few answered."""
    counts: dict = defaultdict(lambda: defaultdict(int))
    rows = GoalAnswer.objects.filter(gathering__cohort=cohort).values_list("goal", "moment", "value", "count")
    for goal, moment, value, count in rows:
        counts[goal, moment][value] += count
    return [
        {
            "goal": goal,
            "before": _summary(counts[goal.code, GoalAnswer.Moment.BEFORE]),
            "after": _summary(counts[goal.code, GoalAnswer.Moment.AFTER]),
        }
        for goal in cohort.programme.design.goals
    ]


def _summary(values: dict[int, int]) -> dict | None:
    total = sum(values.values())
    return {"total": total, "high": values[4] + values[5]} if total >= FEWEST else None
