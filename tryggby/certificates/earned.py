"""What a person has earned a certificate for: packages finished, programmes attended. Reads only."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from tryggby.certificates.models import Certificate, Rereading
from tryggby.ground.door import OSLO, months_before, today
from tryggby.organisations.door import Organisation, installation
from tryggby.packages.door import PackageState, Release, package_states
from tryggby.programmes.door import Attendance, Enrolment, Gathering

# Of a track's gatherings one must have been at so many to have attended the programme.
SHARE = 0.75


@dataclass(frozen=True)
class Earned:
    """One thing earned, as it would stand on the certificate."""

    kind: str
    subject: str
    cycle: str
    title: str
    summary: str
    version: str
    minutes: int
    goals: list[str]
    earned_on: dt.date
    issuer: Organisation
    months: int | None = None

    @property
    def valid_until(self) -> dt.date | None:
        """Its last day, when the package says for how long it holds."""
        if not self.months:
            return None
        return months_before(self.earned_on, -self.months)

    @property
    def has_run_out(self) -> bool:
        """True when a certificate made today would be past its last day."""
        return self.valid_until is not None and self.valid_until < today()


def earned_by(person) -> list[Earned]:
    """Everything the person has earned, the newest first; a fixed number of queries."""
    owner = installation()
    packages = _packages(person, owner.owner) if owner else []
    return sorted([*packages, *_programmes(person)], key=lambda one: one.earned_on, reverse=True)


def _packages(person, issuer: Organisation) -> list[Earned]:
    """Packages with every part of one's own reading done, cited by the release that was read last."""
    states = [state for state in package_states(person) if state.finished]
    last = {}
    for state in states:
        done = [part.completion for part in state.own if part.completion]
        if done:
            last[state.release.pk] = max(done, key=lambda completion: (completion.at, completion.pk))
    releases = Release.objects.in_bulk([completion.release_id for completion in last.values()])
    made = list(Certificate.objects.visible_to(person).filter(kind=Certificate.Kind.PACKAGE).order_by("pk"))
    again = {(row.subject, row.major): row.done_on for row in Rereading.objects.of(person).order_by("pk")}
    found = []
    for state in states:
        completion = last.get(state.release.pk)
        if completion is None:
            continue
        cycle, again_on = _round(state, made, again)
        release = state.release if again_on else releases[completion.release_id]
        found.append(
            Earned(
                kind=Certificate.Kind.PACKAGE,
                subject=state.release.package.identifier,
                cycle=cycle,
                title=release.title,
                summary=release.summary,
                version=release.version,
                minutes=sum(part.part.minutes for part in state.own if part.done),
                goals=list(release.said.get("goals") or []),
                earned_on=again_on or completion.at.astimezone(OSLO).date(),
                issuer=issuer,
                months=release.manifest.get("validity_months"),
            )
        )
    return found


def _round(state: PackageState, made: list[Certificate], again: dict) -> tuple[str, dt.date | None]:
    """Which certificate of the package this would be, and the day it was all gone through again; none when it was not.

    `again`: (package, major version) → the day, for what was gone through again before the first was made.
    """
    major, subject = str(state.release.major), state.release.package.identifier
    own = [row for row in made if row.subject == subject and row.round[0] == major]
    before = again.get((subject, state.release.major))
    if not own:
        return major, before
    newest = max(own, key=lambda row: (row.round[1], row.withdrawn_at is None))
    days = [newest.refreshed.get(part.part.identifier) for part in state.own]
    if newest.withdrawn_at is None and all(days):
        return f"{major}.{newest.round[1] + 1}", dt.date.fromisoformat(max(days))
    return newest.cycle, newest.earned_on if newest.round[1] > 1 else before


def _programmes(person) -> list[Earned]:
    """Tracks whose last gathering is over, where the person was at three of four or more."""
    places = Enrolment.objects.filter(person=person, cohort__published_at__isnull=False)
    places = list(places.select_related("cohort__programme", "cohort__organisation").order_by("pk"))
    cohorts = {place.cohort_id for place in places}
    gatherings = defaultdict(list)
    for row in Gathering.objects.standing().filter(cohort__in=cohorts).order_by("starts_at", "pk"):
        gatherings[row.cohort_id, row.track, row.run].append(row)
    marks = Attendance.objects.attended().filter(enrolment__in=places).order_by()
    present = set(marks.values_list("gathering_id", flat=True))
    now, found = timezone.now(), {}
    for place in places:
        held = gatherings[place.cohort_id, place.track, place.run]
        there = [row for row in held if row.pk in present]
        if not held or held[-1].ends_at >= now or not there or len(there) < SHARE * len(held):
            continue
        design = place.cohort.programme.design
        found[place.cohort_id, place.track] = Earned(
            kind=Certificate.Kind.PROGRAMME,
            subject=f"{place.cohort.programme.identifier}/{place.cohort.key}/{place.track}",
            cycle="1",
            title=f"{design.title}: {design.track_name(place.track)}",
            summary=design.summary,
            version=design.version,
            minutes=sum(int((row.ends_at - row.starts_at).total_seconds()) // 60 for row in there),
            goals=[goal.text for goal in design.goals],
            earned_on=there[-1].starts.date(),
            issuer=place.cohort.organisation,
        )
    return list(found.values())
