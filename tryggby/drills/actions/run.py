"""Plan a run, open it for phones, close the door to more, cancel it."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.drills.actions.practice import end_practice
from tryggby.drills.actions.state import locked, need, save
from tryggby.drills.answers import local_answers
from tryggby.drills.models import DrillRun, Phase
from tryggby.drills.refusal import Refused
from tryggby.ground.door import claim, done, earlier
from tryggby.organisations.door import Unit, standing
from tryggby.packages.door import Drill

CODES = 10_000


@transaction.atomic
def plan_run(
    *,
    by,
    unit: Unit,
    drill: Drill,
    session: str = "",
    planned_for: dt.datetime | None = None,
    place: str = "",
    once: str | None = None,
) -> DrillRun:
    """Set up a run of the drill as it stands in its release today; `by` leads it. Without a time it is for now."""
    claimed = claim(once)
    if claimed is None:
        return DrillRun.objects.get(key=earlier(once or ""))
    held = standing(by)
    if unit.pk not in held.member | held.led:
        raise Refused(_("Du kan starte øvelser der du jobber eller er leder."))
    sessions = [row["id"] for row in drill.body["sessions"]]
    run = DrillRun.objects.create(
        unit=unit,
        drill=drill,
        facilitator=by,
        session=session if session in sessions else (sessions or [""])[0],
        planned_for=planned_for,
        place=" ".join(place.split())[:120],
    )
    record(
        by=by,
        verb="plan_run",
        of=run,
        organisation=unit.organisation_id,
        unit=unit.key,
        drill=drill.reference,
        version=drill.release.version,
    )
    done(claimed, run.key)
    return run


@transaction.atomic
def open_run(*, by, run: DrillRun, without_local: bool = False) -> DrillRun:
    """Let phones join and begin the brief. A run whose required local answers are missing says so, or is refused."""
    run = locked(run)
    if run.phase == Phase.BRIEF:
        return run
    need(run, Phase.PLANNED, sentence=_("Øvelsen er allerede i gang eller ferdig."))
    if run.drill.release.withdrawn_on:
        raise Refused(_("Denne utgaven av øvelsen er trukket tilbake. Avlys den, og planlegg en ny."))
    missing = [row for row in local_answers(run.unit, run.drill.body["local"]) if row.is_missing]
    if missing and not without_local:
        raise Refused(_("Noen lokale svar mangler. Fyll dem inn, eller kryss av for at dere øver uten."))
    now = timezone.now()
    run.opened_at = now
    run.without_local_at = now if missing else None
    run.code = None if run.drill.is_for_children else _free_code()
    record(by=by, verb="open_run", of=run, organisation=run.unit.organisation_id, unit=run.unit.key)
    return save(run)


@transaction.atomic
def close_door(*, by, run: DrillRun) -> DrillRun:
    """Nobody more can join; those who have joined stay."""
    run = locked(run)
    if run.door_closed_at is None:
        run.door_closed_at = timezone.now()
        save(run)
    return run


@transaction.atomic
def open_door(*, by, run: DrillRun) -> DrillRun:
    """Let more people join again."""
    run = locked(run)
    if run.door_closed_at is not None:
        run.door_closed_at = None
        save(run)
    return run


@transaction.atomic
def cancel_run(*, by, run: DrillRun) -> DrillRun:
    """Call off a run whose play has not begun. After that only the talk afterwards leads out."""
    run = locked(run)
    if run.cancelled_at is not None:
        return run
    need(run, Phase.PLANNED, Phase.BRIEF, sentence=_("Spillet har begynt. Ta samtalen etterpå før dere avslutter."))
    end_practice(by=by, run=run)
    run.cancelled_at, run.code = timezone.now(), None
    run.seats.all().delete()
    record(by=by, verb="cancel_run", of=run, organisation=run.unit.organisation_id, unit=run.unit.key)
    return save(run)


def _free_code() -> str:
    """Four digits that no other run uses now. Runs are under way for a day at most, so most codes are free."""
    taken = set(DrillRun.objects.filter(code__isnull=False).values_list("code", flat=True))
    for _attempt in range(200):
        code = f"{secrets.randbelow(CODES):04}"
        if code not in taken:
            return code
    raise Refused(_("Alle kodene er i bruk akkurat nå. Prøv igjen om litt."))
