"""Good next steps for a leader: rules that can be read, each with the reason it is suggested. Pure."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.drills.door import due_words
from tryggby.ground.door import OSLO, months_before
from tryggby.insight.coverage import begun
from tryggby.insight.unit import FOREVER, TEACHING, Held, Stop, UnitFacts
from tryggby.ui.door import date_format

MOST = 3
# A mandate that ends within so many months is worth thinking of now; «ny» is within so many.
AHEAD, NEW = 4, 4
# A gathering within so many days is soon; so is the date of a change agreed on after a drill within so many.
SOON, NEAR = 21, 14


@dataclass(frozen=True)
class Step:
    """One suggestion: what, why, one button: a link (`url`) or a form (`post` with `fields`). `rule` names the rule."""

    rule: str
    title: str
    reason: str
    action: str
    url: str = ""
    post: str = ""
    fields: dict = field(default_factory=dict)


def leader_steps(facts: UnitFacts, person) -> list[Step]:
    """At most three for the person who leads the unit, the most useful first; none means that all is well."""
    rules: tuple[Callable[[UnitFacts, object], Step | None], ...] = (
        _advice,
        _invited,
        *([_places] if _is_soon(facts) else []),
        _agreed,
        _mentor_gap,
        _delegates,
        _places,
        _no_practice,
        _drill,
        _promised,
        _dialogue,
        _routine,
        _beginners,
        _pulse,
        _unreported,
        _prepare,
    )
    found = (rule(facts, person) for rule in dict.fromkeys(rules))
    return [step for step in found if step][:MOST]


def _advice(facts: UnitFacts, person) -> Step | None:
    """Children have given advice, and nobody has answered, or said how what was to be tried went."""
    if not facts.advice_waiting:
        return None
    if facts.advice_since is None:
        words = _("Fortell barna hvordan det gikk"), _("Dere skulle ha prøvd noe for dem nå. De fikk en dato.")
        return Step("advice", *words, _("Les rådene"), reverse("voices:advice_list"))
    days = (facts.today - facts.advice_since.astimezone(OSLO).date()).days
    title = ngettext("Svar på %(n)d råd fra barna", "Svar på %(n)d råd fra barna", facts.advice_waiting)
    reason = ngettext(
        "Det eldste har ventet i %(n)d dag. Barna er lovet et svar.",
        "Det eldste har ventet i %(n)d dager. Barna er lovet et svar.",
        days,
    )
    words = title % {"n": facts.advice_waiting}, reason % {"n": days}
    return Step("advice", *words, _("Les rådene"), reverse("voices:advice_list"))


def _invited(facts: UnitFacts, person) -> Step | None:
    """A mentor has set up a practice, and the leader has not said whether she comes."""
    practice = next((p for p in facts.coming if person.pk in p.unanswered), None)
    if practice is None:
        return None
    words = {"name": practice.mentor_name, "when": _when(practice), "theme": practice.title}
    return Step(
        "invited",
        _("Sett av %(n)d minutter til øving") % {"n": (practice.ends - practice.starts).seconds // 60},
        _("Mentor %(name)s foreslår %(when)s. Tema: %(theme)s.") % words,
        _("Godta tiden"),
        post=reverse("mentoring:invitation", args=[practice.key]),
        fields={"answer": "yes"},
    )


def _agreed(facts: UnitFacts, person) -> Step | None:
    """The group agreed on a change after a drill, and its date is near or has been."""
    waiting = next(iter(facts.drills.waiting), None)
    if waiting is None or waiting.due_on > facts.today + dt.timedelta(days=NEAR):
        return None
    words = {"text": waiting.text, "day": date_format(waiting.due_on, "j. F"), "name": waiting.owner_name}
    reason = _("Etter øvelsen ble dere enige om dette. Frist %(day)s.") % words
    if waiting.owner_name:
        reason = _("Etter øvelsen ble dere enige om dette. %(name)s passer på, med frist %(day)s.") % words
    return Step("agreed", waiting.text, reason, _("Følg opp"), reverse("drills:follow_up", args=[waiting.key]))


def _drill(facts: UnitFacts, person) -> Step | None:
    """By the unit's own rhythm it is time to set a day for the next drill; one is proposed."""
    state = facts.drills
    if state.proposal is None or not state.is_time(facts.today):
        return None
    url = f"{reverse('drills:new_run', args=[state.proposal.package, state.proposal.drill])}?enhet={facts.key}"
    words = {"title": state.proposal.title, "n": state.proposal.minutes}
    return Step(
        "drill",
        _("Sett av %(n)d minutter til en barnevernøvelse") % words,
        f"{due_words(state)} {_('Forslag: %(title)s.') % words} {state.proposal.reason}",
        _("Velg tid"),
        url,
    )


def _promised(facts: UnitFacts, person) -> Step | None:
    """Something from the plan after the self-review is near or late."""
    found = facts.routines
    if not found.point_key or found.point_due is None:
        return None
    words = {"day": date_format(found.point_due, "j. F"), "name": found.point_owner}
    reason = _("Dette ble dere enige om i egenvurderingen. Frist %(day)s.") % words
    if found.point_owner:
        reason = _("Dette ble dere enige om i egenvurderingen. %(name)s passer på, med frist %(day)s.") % words
    return Step("promised", found.point_text, reason, _("Følg opp"), reverse("routines:point", args=[found.point_key]))


def _dialogue(facts: UnitFacts, person) -> Step | None:
    """Something the leader promised young advisers is near or late."""
    found = facts.promise
    if not found.key or found.due_on is None:
        return None
    reason = _("Dette ble lovet unge rådgivere på et dialogmøte. Frist %(day)s.") % {
        "day": date_format(found.due_on, "j. F")
    }
    return Step("dialogue", found.text, reason, _("Fortell"), reverse("outreach:promise", args=[found.key]))


def _routine(facts: UnitFacts, person) -> Step | None:
    """A year has gone, or nearly, since the unit adopted a routine or looked at it."""
    found = facts.routines
    if not found.adoption_key or found.review_by is None:
        return None
    title = _("Se på rutinen «%(title)s» sammen") % {"title": found.adoption_title}
    reason = _("Dere ble enige om å se på den igjen innen %(day)s. Det tar et kvarter.") % {
        "day": date_format(found.review_by, "j. F")
    }
    return Step("routine", title, reason, _("Gå gjennom"), reverse("routines:review", args=[found.adoption_key]))


def _pulse(facts: UnitFacts, person) -> Step | None:
    """Half a year or a year since the self-review."""
    if not facts.routines.pulse:
        return None
    url = f"{reverse('routines:self_reviews')}?enhet={facts.key}"
    reason = _("Fire setninger og et kvarter i et møte. Dere ser om det dere ble enige om, har holdt.")
    return Step("pulse", _("Ta en kort puls på egenvurderingen"), reason, _("Begynn"), url)


def _mentor_gap(facts: UnitFacts, person) -> Step | None:
    """Nobody has a mandate that lasts."""
    lasting = months_before(facts.today, -AHEAD)
    if any(member.mandate_until and member.mandate_until > lasting for member in facts.mentors):
        return None
    reason = _("Ingen leder øvinger hos dere nå. En mentor trenger omtrent to timer i måneden.")
    if facts.mentors:
        last = max(facts.mentors, key=lambda member: member.mandate_until or FOREVER)
        words = {"name": last.given_name, "day": date_format(last.mandate_until, "j. F")}
        reason = _("%(name)s slutter som mentor %(day)s. Da trenger dere en til.") % words
    url = f"{reverse('mentoring:mandates')}?enhet={facts.key}"
    return Step("mentor_gap", _("Velg en mentor"), reason, _("Velg mentor"), url)


def _delegates(facts: UnitFacts, person) -> Step | None:
    """The unit sends a few people to a track, and nobody stands on the list."""
    stop = next((s for s in _ahead(facts) if s.is_representative and not s.places), None)
    if stop is None:
        return None
    words = {"track": stop.track.get("name", ""), "cohort": stop.cohort, "day": date_format(stop.starts, "j. F")}
    return Step(
        "delegates",
        _("Hvem kommer for dere?"),
        _("Ingen fra dere står på «%(track)s» i %(cohort)s ennå. Neste er %(day)s.") % words,
        _("Velg hvem"),
        _offer(facts, stop),
    )


def _is_soon(facts: UnitFacts) -> bool:
    """A free place is lost within days; what was agreed on after a drill keeps its line under the drills meanwhile."""
    stop = _open_to_all(facts)
    return bool(facts.mentors and stop and stop.starts <= facts.now + dt.timedelta(days=SOON))


def _places(facts: UnitFacts, person) -> Step | None:
    """Everybody is meant to come, and somebody has no place."""
    stop = _open_to_all(facts)
    without = [member for member in facts.members if not member.has_place]
    if stop is None or not without:
        return None
    title = ngettext(
        "%(n)d kollega har ikke fått tilbud om plass", "%(n)d kolleger har ikke fått tilbud om plass", len(without)
    )
    reasons = [_newcomers(facts, without), _seats(stop)]
    return Step(
        "places", title % {"n": len(without)}, " ".join(filter(None, reasons)), _("Tilby plass"), _offer(facts, stop)
    )


def _no_practice(facts: UnitFacts, person) -> Step | None:
    """There is a mentor, and no practice on the calendar."""
    if facts.coming or not facts.mentors:
        return None
    names = _(" eller ").join(member.given_name for member in facts.mentors[:2])
    return Step(
        "no_practice",
        _("Sett av 30 minutter til øving"),
        _("Ingen øving er satt opp. %(names)s kan lede den når dere har funnet en tid.") % {"names": names},
        _("Se øvingene"),
        f"{reverse('mentoring:unit_practice')}?enhet={facts.key}",
    )


def _beginners(facts: UnitFacts, person) -> Step | None:
    """Somebody has not begun the common training."""
    count = len(facts.people - begun(facts)) if facts.common else 0
    if not count:
        return None
    title = ngettext(
        "%(n)d kollega har ikke begynt på felles opplæring", "%(n)d kolleger har ikke begynt på felles opplæring", count
    )
    return Step(
        "beginners",
        title % {"n": count},
        _("Ti minutter i personalmøtet er nok til å komme i gang."),
        _("Se hvem"),
        f"{reverse('desk:leader_coverage')}?enhet={facts.key}",
    )


def _unreported(facts: UnitFacts, person) -> Step | None:
    """A practice is over, and the mentor has not said whether it was held."""
    practice = facts.unreported[-1] if facts.unreported else None
    if practice is None:
        return None
    words = {"title": practice.title, "day": date_format(practice.starts, "j. F"), "name": practice.mentor_name}
    return Step(
        "unreported",
        _("Ble øvinga holdt?"),
        _("«%(title)s» %(day)s mangler en kort rapport fra %(name)s.") % words,
        _("Se øvingene"),
        f"{reverse('mentoring:unit_practice')}?enhet={facts.key}",
    )


def _prepare(facts: UnitFacts, person) -> Step | None:
    """A gathering comes soon, and people from the unit have a place."""
    soon = facts.now + dt.timedelta(days=SOON)
    stop = next((s for s in _ahead(facts) if s.places and s.starts <= soon), None)
    if stop is None:
        return None
    words = {"n": stop.places, "day": date_format(stop.starts, _("l j. F")), "title": stop.title}
    reason = ngettext(
        "%(n)d fra dere har plass %(day)s. Sjekk at vaktplanen går opp.",
        "%(n)d fra dere har plass %(day)s. Sjekk at vaktplanen går opp.",
        stop.places,
    )
    url = reverse("programmes:gathering", args=[stop.key])
    return Step("prepare", _("Lag plass til «%(title)s»") % words, reason % words, _("Se samlinga"), url)


def _ahead(facts: UnitFacts) -> list[Stop]:
    return [stop for stop in facts.stops if stop.ends > facts.now and not stop.is_cancelled]


def _open_to_all(facts: UnitFacts) -> Stop | None:
    """The next gathering that everybody is meant to come to, with room."""
    return next((s for s in _ahead(facts) if s.kind in TEACHING and not s.is_representative and s.free != 0), None)


def _offer(facts: UnitFacts, stop: Stop) -> str:
    return f"{reverse('desk:offer', args=[stop.cohort_key, stop.track['code']])}?enhet={facts.key}"


def _newcomers(facts: UnitFacts, without) -> str:
    begin = months_before(facts.today, NEW)
    new = sum(member.since >= begin for member in without)
    return (
        ngettext("%(n)d er ny siden %(day)s.", "%(n)d er nye siden %(day)s.", new)
        % {
            "n": new,
            "day": date_format(begin, "F"),
        }
        if new
        else ""
    )


def _seats(stop: Stop) -> str:
    words = {"n": stop.free, "title": stop.title, "day": date_format(stop.starts, "j. F")}
    if stop.free is None:
        return _("Neste er «%(title)s» %(day)s.") % words
    return ngettext("Det er %(n)d ledig plass %(day)s.", "Det er %(n)d ledige plasser %(day)s.", stop.free) % words


def _when(practice: Held) -> str:
    return date_format(practice.starts, _("l j. F \\k\\l. H.i"))
