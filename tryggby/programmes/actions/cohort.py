"""Plan a cohort, start it, publish it, end it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import OSLO, claim, done, earlier, today
from tryggby.organisations.door import Organisation, Unit, coordinates
from tryggby.programmes import mails
from tryggby.programmes.actions.enrolment import enrol_rows, invite_rows
from tryggby.programmes.announcing import announce
from tryggby.programmes.models import (
    BetweenTask,
    Cohort,
    CohortDraft,
    CohortOrganisation,
    CohortUnit,
    Enrolment,
    Gathering,
    Programme,
)
from tryggby.programmes.planning import Plan


@dataclass(frozen=True)
class PlannedGathering:
    """When and where one gathering of the design is held; `run` counts parallel runs from 1."""

    track: str
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""
    address: str = ""
    run: int = 1
    capacity: int | None = None


@transaction.atomic
def start_draft(
    *, by, programme: Programme, organisation: Organisation, name: str, once: str | None = None
) -> CohortDraft:
    """Begin planning a cohort. Nobody is told anything before it is published."""
    _demand(by, organisation)
    first = claim(once)
    if first is None:
        return CohortDraft.objects.get(pk=earlier(once or ""))
    draft = CohortDraft.objects.create(programme=programme, organisation=organisation, name=name, created_by=by)
    done(first, str(draft.pk))
    record(by=by, verb="start_draft", of=draft, organisation=organisation, programme=programme.identifier)
    return draft


@transaction.atomic
def save_draft(*, by, draft: CohortDraft, **saved) -> None:
    """Keep what a step has typed. No audit entry per step: nothing has happened yet."""
    row = CohortDraft.objects.select_for_update().open().get(pk=draft.pk)
    for field in ("name", "programme", "organisation"):
        if field in saved:
            setattr(row, field, saved.pop(field))
    row.state |= saved
    row.updated_at = timezone.now()
    row.save()
    draft.state, draft.name, draft.updated_at = row.state, row.name, row.updated_at


@transaction.atomic
def discard_draft(*, by, draft: CohortDraft) -> None:
    """Throw a draft away, with the names in it."""
    CohortDraft.objects.open().filter(pk=draft.pk).update(discarded_at=timezone.now(), state={})
    record(by=by, verb="discard_draft", of=draft, organisation=draft.organisation_id)


@transaction.atomic
def start_cohort(
    *,
    by,
    programme: Programme,
    organisation: Organisation,
    name: str,
    units: Iterable[Unit],
    gatherings: Sequence[PlannedGathering],
) -> Cohort:
    """Make a cohort with its units, gatherings, pairs and tasks. Nobody is told before `publish_cohort`."""
    cohort = _make(programme, organisation, name, list(units), gatherings)
    record(by=by, verb="start_cohort", of=cohort, organisation=organisation, gatherings=len(gatherings))
    return cohort


@transaction.atomic
def publish_draft(*, by, draft: CohortDraft, plan: Plan, once: str | None = None) -> Cohort:
    """Make the cohort a draft describes, enrol, invite and tell everybody. Twice gives the same cohort.

    `plan` is the draft read and checked (`planning.read`); refuses with ValidationError while it has problems.
    """
    _demand(by, draft.organisation)
    row = CohortDraft.objects.select_for_update().get(pk=draft.pk)
    if row.cohort is not None:
        return row.cohort
    if plan.problems:
        raise ValidationError(list(plan.problems))
    cohort = _make(
        row.programme, row.organisation, row.name, plan.units, [PlannedGathering(**g) for g in plan.gatherings]
    )
    for track, unit, people in plan.enrolments:
        enrol_rows(cohort, track, unit, people, plan.runs.get(track, 1))
    cohort.published_at = timezone.now()
    cohort.save(update_fields=["published_at"])
    announce(_gatherings(cohort), by=by)
    invite_rows(cohort, plan.invitations)
    mails.welcome(cohort, Enrolment.objects.filter(cohort=cohort).select_related("person", "unit"))
    row.cohort, row.state, row.updated_at = cohort, {}, timezone.now()
    row.save()
    record(by=by, verb="publish_cohort", of=cohort, organisation=cohort.organisation_id, units=len(plan.units))
    return cohort


@transaction.atomic
def publish_cohort(*, by, cohort: Cohort) -> None:
    """Open a cohort and tell everybody enrolled. Publishing twice sends nothing twice."""
    row = Cohort.objects.select_for_update(of=("self",)).select_related("programme", "organisation").get(pk=cohort.pk)
    if row.published_at is None:
        row.published_at = cohort.published_at = timezone.now()
        row.save(update_fields=["published_at"])
        record(by=by, verb="publish_cohort", of=row, organisation=row.organisation_id)
    announce(_gatherings(row), by=by)
    mails.welcome(row, Enrolment.objects.open().filter(cohort=row).select_related("person", "unit"))


@transaction.atomic
def close_cohort(*, by, cohort: Cohort, on: dt.date | None = None) -> None:
    """End a cohort whose gatherings are held; enrolments end the same day."""
    day = on or today()
    Cohort.objects.filter(pk=cohort.pk, closed_on__isnull=True).update(closed_on=day)
    Enrolment.objects.open().filter(cohort=cohort, since__lte=day).update(until=day)
    cohort.closed_on = day
    record(by=by, verb="close_cohort", of=cohort, organisation=cohort.organisation_id, on=day.isoformat())


@transaction.atomic
def cancel_cohort(*, by, cohort: Cohort) -> None:
    """Call the rest of a cohort off: coming gatherings are cancelled in everybody's calendar."""
    row = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if row.cancelled_at:
        return
    coming = list(Gathering.objects.filter(cohort=row).coming().select_related("cohort__organisation"))
    for gathering in coming:
        gathering.cancelled_at, gathering.sequence = timezone.now(), gathering.sequence + 1
        gathering.save(update_fields=["cancelled_at", "sequence"])
    if coming and row.published_at:
        announce(coming, by=by)
        mails.changed(coming)
    row.cancelled_at = cohort.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])
    record(by=by, verb="cancel_cohort", of=row, organisation=row.organisation_id, gatherings=len(coming))


def _gatherings(cohort: Cohort) -> list[Gathering]:
    rows = list(Gathering.objects.filter(cohort=cohort).standing())
    for gathering in rows:
        gathering.cohort = cohort
    return rows


def _demand(by, organisation) -> None:
    if by is not None and not coordinates(by, organisation):
        raise PermissionDenied(_("Bare koordinatorer i organisasjonen kan gjøre dette."))


def _make(programme, organisation, name, units, planned) -> Cohort:
    cohort = Cohort.objects.create(programme=programme, organisation=organisation, name=name)
    joined = min((g.starts_at.astimezone(OSLO).date() for g in planned), default=today())
    CohortUnit.objects.bulk_create(
        [CohortUnit(cohort=cohort, unit=unit, joined_on=min(joined, today())) for unit in units]
    )
    taking_part = {organisation.pk} | {unit.organisation_id for unit in units}
    CohortOrganisation.objects.bulk_create(
        [CohortOrganisation(cohort=cohort, organisation_id=pk) for pk in sorted(taking_part)]
    )
    made = {}
    for plan in sorted(planned, key=lambda g: (g.starts_at, g.track, g.run)):
        design = programme.design.gathering(plan.track, plan.number)
        made[plan.track, plan.number, plan.run] = Gathering.objects.create(
            cohort=cohort, title=design.title, kind=design.kind, **vars(plan)
        )
    _pair(programme, made)
    _tasks(programme, cohort, made)
    return cohort


def _pair(programme, made) -> None:
    """Tie each paired gathering to its day: the same run where there is one, else the last run."""
    for (track, number, run), gathering in made.items():
        design = programme.design.gathering(track, number)
        if design.paired is None:
            continue
        runs = [r for t, n, r in made if (t, n) == (design.paired.track, design.paired.number)]
        if runs:
            gathering.paired_with = made[
                design.paired.track,
                design.paired.number,
                run if run in runs and len(runs) > 1 and track == design.paired.track else max(runs),
            ]
            gathering.save(update_fields=["paired_with"])


def _tasks(programme, cohort, made) -> None:
    rows = []
    for task in programme.design.tasks:
        after = made.get((task.after_track, task.after_number, 1))
        if after is not None:
            due = after.starts.date() + dt.timedelta(days=task.days)
            rows.append(
                BetweenTask(
                    cohort=cohort, after=after, code=task.code, track=task.track, title=task.title,
                    text=task.text, minutes=task.minutes, due_on=due,
                )
            )  # fmt: skip
    BetweenTask.objects.bulk_create(rows)
