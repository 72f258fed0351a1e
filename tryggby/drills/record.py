"""The record of a closed run, and what has changed since the one before."""

from django.utils import timezone

from tryggby.drills.models import DrillRun, FollowUp
from tryggby.drills.paper import paper_for
from tryggby.drills.screens import effect, session_of
from tryggby.drills.texts import written_out
from tryggby.organisations.door import Unit


def record_page(run: DrillRun) -> dict:
    """What the group keeps of a run. Counts, never who."""
    body = written_out(run.drill)
    page = {
        "run": run,
        "drill": run.drill,
        "body": body,
        "session": session_of(run, body),
        "seen": [row for row in body["acts"] if row["expected"] and row["id"] in run.acts],
        "not_seen": [row for row in body["acts"] if row["expected"] and row["id"] not in run.acts],
        "choices": _choices(run, body),
        "roles": [(row["name"], run.record.get("roles", {}).get(row["id"], 0)) for row in body["roles"]],
        "local": run.record.get("local", []),
        "fix": FollowUp.objects.filter(run=run).select_related("owner").first(),
        "before": earlier_fixes(run.unit, run),
    }
    return page | {"paper": paper_for(page)}


def earlier_fixes(unit: Unit, run: DrillRun | None = None) -> list[FollowUp]:
    """The unit's changes from earlier runs, the newest first: done or not, and whether they worked. Never compared."""
    found = FollowUp.objects.filter(unit=unit).select_related("run__drill", "owner").defer("run__drill__body")
    if run is not None:
        found = _before(found, run)
    return list(found.order_by("-run__closed_at", "-pk")[:5])


def agreed_text(run: DrillRun) -> str | None:
    """The change agreed on in this run, or None when it has none."""
    return FollowUp.objects.filter(run=run).values_list("text", flat=True).first()


def last_fix(run: DrillRun) -> FollowUp | None:
    """The change from the run before this one, to be asked about now."""
    found = _before(FollowUp.objects.filter(unit=run.unit_id), run)
    return found.select_related("owner").order_by("-run__closed_at", "-pk").first()


def _before(found, run: DrillRun):
    """Those of runs that were held before this one began, whichever was planned first."""
    return found.filter(run__closed_at__lte=run.opened_at or timezone.now()).exclude(run=run)


def _choices(run: DrillRun, body: dict) -> list[dict]:
    """The decision points that at least three answered, with how many chose what."""
    kept = run.record.get("choices", {})
    return [
        row
        | {
            "options": [
                option | {"count": kept[row["id"]].get(option["id"], 0), "effect": effect(option["good"])}
                for option in row["options"]
            ]
        }
        for row in body["decisions"]
        if row["id"] in kept
    ]
