"""Which unit a leader looks at, and what the pages about it show."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.desk.hats import current_hat, frame
from tryggby.ground.door import OSLO, months_before
from tryggby.insight.door import (
    Stop,
    UnitFacts,
    begun,
    element_coverage,
    finished,
    last_practised,
    leader_steps,
    read_unit,
    supervision_coverage,
    unit_coverage,
)
from tryggby.mentoring.door import led_units
from tryggby.organisations.door import Unit
from tryggby.ui.door import date_format

# Months in the chart; gatherings in the overview's timeline, and how many of them lie behind.
MONTHS, STOPS, BEHIND = 6, 9, 4
# A group smaller than this is not shown to anybody but its own leader.
SMALL = 5


@dataclass(frozen=True)
class Choice:
    """One unit the leader may look at. `own`: she leads it herself, and sees names."""

    key: str
    name: str
    own: bool
    current: bool = False


@dataclass(frozen=True)
class Look:
    """The unit a leader looks at, with the others she may choose."""

    facts: UnitFacts
    own: bool
    choices: list[Choice]

    @property
    def small(self) -> bool:
        """True when the figures are hidden: somebody else's unit with too few people."""
        return not self.own and len(self.facts.people) < SMALL


def look_at(request) -> Look:
    """The unit named in the address, or the one of the role; a unit one does not lead is not there."""
    hats = [hat for hat in frame(request).hats if hat.kind == "leader"]
    if not hats:
        raise Http404
    choices = {hat.unit: Choice(hat.unit, hat.detail, True) for hat in hats}
    if any(hat.has_below for hat in hats):
        for unit in led_units(request.user):
            choices.setdefault(unit.key, Choice(unit.key, unit.name, False))
    wanted = request.GET.get("enhet") or current_hat(request).unit
    key = wanted if wanted in choices else "" if request.GET.get("enhet") else hats[0].unit
    if not key:
        raise Http404
    marked = [Choice(c.key, c.name, c.own, c.key == key) for c in choices.values()]
    return Look(read_unit(key, frame(request).stamp), choices[key].own, marked)


def own_unit(request) -> tuple[Unit, UnitFacts]:
    """The unit the person leads herself, as a row and its facts; others are not there."""
    look = look_at(request)
    if not look.own:
        raise Http404
    return Unit.objects.led_by(request.user).get(key=look.facts.key), look.facts


def overview(look: Look, person) -> dict:
    """What the leader's home shows."""
    facts = look.facts
    rows = unit_coverage(facts)
    shown = _nearest(facts)
    return {
        "look": look,
        "unit": facts,
        "greeting": greeting(facts),
        "words": _words(rows) % {"unit": facts.name},
        "steps": leader_steps(facts, person) if look.own else [],
        "tiles": tiles(facts, rows),
        "rows": rows,
        "elements": element_coverage(facts),
        "months": months(facts),
        "trend": trend(facts),
        "stops": [stop_row(stop, facts) for stop in shown],
        "programme": facts.stops[0].cohort if len({stop.cohort_key for stop in facts.stops}) == 1 else "",
        "more_stops": len(facts.stops) > len(shown),
        "now": facts.now.astimezone(OSLO),
    }


def coverage(look: Look) -> dict:
    """Every bar with its definition; for the unit's own leader also who."""
    facts = look.facts
    rows = unit_coverage(facts)
    supervision = supervision_coverage(facts)
    elements = element_coverage(facts)
    return {
        "look": look,
        "unit": facts,
        "rows": [*rows, *elements],
        "supervision": [supervision] if supervision else [],
        "about": [(row.label, row.about) for row in [*rows, elements[0], *([supervision] if supervision else [])]],
        "people": _people(facts) if look.own else [],
        "now": facts.now.astimezone(OSLO),
    }


def plan(look: Look) -> dict:
    """What is coming and what has been: gatherings by cohort, practices."""
    facts = look.facts
    cohorts: dict[str, dict] = {}
    for stop in facts.stops:
        found = cohorts.setdefault(stop.cohort_key, {"name": stop.cohort, "key": stop.cohort_key, "stops": []})
        found["stops"].append(stop_row(stop, facts))
    return {
        "look": look,
        "unit": facts,
        "cohorts": list(cohorts.values()),
        "ahead": [stop_row(s, facts) for s in facts.stops if s.ends > facts.now and not s.is_cancelled],
        "coming": facts.coming,
        "held": sorted(facts.held_since(months_before(facts.today, MONTHS)), key=lambda p: p.starts, reverse=True),
    }


def greeting(facts: UnitFacts) -> str:
    """Good morning, day or evening, by the clock in Oslo."""
    hour = facts.now.astimezone(OSLO).hour
    if 5 <= hour < 10:
        return _("God morgen")
    return _("God dag") if 10 <= hour < 18 else _("God kveld")


def tiles(facts: UnitFacts, rows) -> list[dict]:
    """Four numbers: common training, practice, mentors, places in a programme."""
    of = _("av %(n)d") % {"n": len(facts.people)}
    common, practised = rows
    address = f"?enhet={facts.key}"
    names = [member.given_name for member in facts.mentors]
    return [
        {"number": common.done, "of": of, "text": _("har felles opplæring")},
        {"number": practised.done, "of": of, "text": _("har øvd siste tre måneder")},
        {
            "number": len(names),
            "of": ngettext("mentor", "mentorer", len(names)),
            "text": _and(names) or _("Velg den første"),
            "url": reverse("mentoring:mandates") + address,
        },
        {
            "number": sum(member.has_place for member in facts.members),
            "of": of,
            "text": _("har plass i et program"),
            "url": reverse("desk:leader_plan") + address,
        },
    ]


def months(facts: UnitFacts) -> list[tuple[str, int]]:
    """Held practices per month, the present one last."""
    firsts = [months_before(facts.today.replace(day=1), back) for back in range(MONTHS - 1, -1, -1)]
    held = [p.held_on.replace(day=1) for p in facts.practices if p.held_on]
    return [(date_format(first, "b"), held.count(first)) for first in firsts]


def trend(facts: UnitFacts) -> str:
    """The last three months beside the three before: only ever compared with oneself."""
    begin, before = months_before(facts.today, 3), months_before(facts.today, 6)
    now = len(facts.held_since(begin))
    earlier = len(facts.held_since(before)) - now
    if now > earlier > 0:
        return _("Dere øver oftere enn før: %(now)d ganger siste tre måneder, %(earlier)d de tre før.") % {
            "now": now,
            "earlier": earlier,
        }
    if not now:
        return _("En øving på 20–30 minutter er nok til å komme i gang. Den får plass i et vanlig møte.")
    return ngettext(
        "Dere har øvd %(n)d gang siste tre måneder. Øvinger på 20–30 minutter er lettest å få til i turnus.",
        "Dere har øvd %(n)d ganger siste tre måneder. Øvinger på 20–30 minutter er lettest å få til i turnus.",
        now,
    ) % {"n": now}


def stop_row(stop: Stop, facts: UnitFacts) -> dict:
    """A gathering as the timeline part wants it."""
    ahead = [s for s in facts.stops if s.ends > facts.now and not s.is_cancelled]
    day = date_format(stop.starts, "j. F" if stop.starts.year == facts.today.year else "j. F Y")
    state = "next" if ahead and stop == ahead[0] else "coming" if stop.ends > facts.now else "done"
    said = _("avlyst") if stop.is_cancelled else _("gjennomført") if state == "done" else ""
    return {
        "title": stop.title,
        "state": "done" if stop.is_cancelled else state,
        "text": " · ".join(filter(None, [day, said])),
        "url": reverse("programmes:gathering", args=[stop.key]),
    }


def _nearest(facts: UnitFacts) -> list[Stop]:
    """The gatherings around today, at most STOPS."""
    passed = sum(stop.ends <= facts.now for stop in facts.stops)
    first = max(0, min(passed - BEHIND, len(facts.stops) - STOPS))
    return facts.stops[first : first + STOPS]


def _words(rows) -> str:
    _common, practised = rows
    if practised.total and practised.done * 2 >= practised.total:
        return _("%(unit)s er godt i gang. Her er det viktigste akkurat nå.")
    return _("%(unit)s: Her er det viktigste akkurat nå.")


def _people(facts: UnitFacts) -> list[dict]:
    done, started, days = finished(facts), begun(facts), last_practised(facts)
    expected = set().union(*(practice.expected for practice in facts.coming))
    return [
        {
            "member": member,
            "common": "done" if member.number in done else "begun" if member.number in started else "none",
            "practised": days.get(member.number),
            "invited": member.number in expected,
        }
        for member in facts.members
    ]


def _and(names: list[str]) -> str:
    """«Amina, Jonas og Kari»."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
