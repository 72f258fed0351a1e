"""What a unit should practise next, and when: the rule and the reason it gives."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO, today
from tryggby.mentoring import rhythm
from tryggby.mentoring.models import Practice
from tryggby.organisations.door import Unit
from tryggby.packages.door import Part, practice_parts
from tryggby.programmes.door import calendar_for, timeline_of_unit
from tryggby.ui.door import date_format

EVERYBODY = "alle"


@dataclass(frozen=True)
class Suggestion:
    """A practice part to take next, and why."""

    part: Part
    reason: str


def parts_for(unit: Unit) -> list[Part]:
    """The practices meant for the unit's service, those of packages that build on no other first. Needs `service`."""
    wanted = {EVERYBODY, unit.service.code}
    parts = [p for p in practice_parts() if wanted & set(p.release.manifest.get("audience") or [EVERYBODY])]
    return sorted(parts, key=lambda part: len(part.release.manifest.get("requires") or []))


def suggest(unit: Unit, parts: Sequence[Part] | None = None) -> Suggestion | None:
    """The next practice for the unit: the first it has neither held nor planned, else the one longest ago."""
    rows = Practice.objects.filter(unit=unit, cancelled_at__isnull=True).order_by("starts_at", "id")
    held: dict[str, dt.date] = {}
    planned = set()
    for package, part, held_at in rows.values_list("package", "part", "held_at"):
        if held_at:
            held[f"{package}#{part}"] = held_at.astimezone(OSLO).date()
        else:
            planned.add(f"{package}#{part}")
    return choose(parts_for(unit) if parts is None else parts, held, planned)


def choose(parts: Sequence[Part], held: dict[str, dt.date], planned: set[str]) -> Suggestion | None:
    """The rule itself. `held` gives the last day by part reference; `planned` are on the calendar already."""
    open_parts = [part for part in parts if part.reference not in planned]
    fresh = next((part for part in open_parts if part.reference not in held), None)
    if fresh is not None:
        return Suggestion(fresh, _fresh_reason(parts, held))
    if not open_parts:
        return None
    oldest = min(open_parts, key=lambda part: held[part.reference])
    day = date_format(held[oldest.reference], "j. F Y")
    return Suggestion(oldest, _("Dere har øvd på alle. Denne er det lengst siden: %(day)s.") % {"day": day})


def times(unit: Unit) -> list[rhythm.Slot]:
    """Three times for the unit's next practice, from its own rhythm, clear of holidays, gatherings and practices."""
    day, now = today(), timezone.now()
    rows = Practice.objects.filter(unit=unit, cancelled_at__isnull=True)
    former = list(rows.order_by("-starts_at", "-id").values_list("starts_at", flat=True)[:24])
    taken = {moment.astimezone(OSLO).date(): _("da øver dere allerede") for moment in former if moment > now}
    for stop in timeline_of_unit(unit, now=now):
        if stop.gathering.cancelled_at is None and stop.gathering.ends_at > now:
            for moment in (stop.gathering.starts_at, stop.gathering.ends_at):
                taken[moment.astimezone(OSLO).date()] = _("da er dere på samling")
    calendar = calendar_for([unit.organisation_id])
    return rhythm.propose(day, [moment for moment in former if moment <= now], taken, calendar.why_not)


def _fresh_reason(parts: Sequence[Part], held: dict[str, dt.date]) -> str:
    titles = {part.reference: part.title for part in parts}
    before = max((reference for reference in held if reference in titles), key=lambda r: held[r], default=None)
    if before is None:
        return _("Dere har ikke øvd sammen ennå. Dette er en fin øving å begynne med.")
    facts = {"title": titles[before], "day": date_format(held[before], "j. F")}
    return _("Dere har ikke øvd på dette ennå. Sist øvde dere på «%(title)s», %(day)s.") % facts
