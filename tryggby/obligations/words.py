"""Codes, days and facts made into sentences: why it applies, how it stands, whom a requirement is for."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.ground.door import today
from tryggby.obligations.models import Obligation, Requirement
from tryggby.ui.door import date_format

ENDINGS = {
    "left": lambda: _("Arbeidsforholdet er avsluttet."),
    "moved": lambda: _("Arbeidsstedet er et annet nå, og der gjelder ikke kravet."),
    "share": lambda: _("Stillingen er mindre enn den kravet gjelder for."),
    "rule_ended": lambda: _("Kravet er avsluttet."),
    "changed": lambda: _("Kravet er endret, og gjelder ikke lenger her."),
}


def why(row: Obligation, *, own: bool = True) -> str:
    """«Du har vært ansatt i Bjørka barnehage siden 1. mars.»"""
    facts = {
        "unit": row.facts.get("unit", ""),
        "day": _day(row.facts.get("since")),
        "last": _day(row.facts.get("last")),
    }
    if row.asked == "refresher":
        return _("Det ble gjort %(last)s, og det er på tide å friske det opp.") % facts
    if row.asked == "release":
        return _("Opplæringen er ny siden den ble gjort %(last)s.") % facts
    if row.asked == "leads":
        return (_("Du har ledet %(unit)s siden %(day)s.") if own else _("Leder %(unit)s siden %(day)s.")) % facts
    return (_("Du har vært ansatt i %(unit)s siden %(day)s.") if own else _("Ansatt i %(unit)s siden %(day)s.")) % facts


def stands(row: Obligation, *, own: bool = True) -> str:
    """How it stands, without blame; what to do about it is said to the person alone (`own`)."""
    state = row.state
    if state == Obligation.State.DONE:
        return _done(row)
    if state == Obligation.State.WAIVED:
        return _("Fritatt fra %(day)s.") % {"day": _day(row.waived_on)}
    if state == Obligation.State.ENDED:
        return ENDINGS.get(row.cause, ENDINGS["changed"])()
    if row.paused_on:
        return _("På pause siden %(day)s. Klokka går videre etter permisjonen.") % {"day": _day(row.paused_on)}
    if state == Obligation.State.LAPSED:
        words = _("Gjaldt til %(day)s. Ta en oppfrisking når det passer.") if own else _("Gjaldt til %(day)s.")
        return words % {"day": _day(row.due_on)}
    return due(row.due_on, own=own)


def due(day: dt.date | None, *, own: bool = True) -> str:
    """«Frist 3. mars, om tre uker.»"""
    if day is None:
        return _("Ingen frist nå.")
    left, facts = (day - today()).days, {"day": _day(day)}
    if left < 0:
        return (_("Fristen var %(day)s. Ta det når du får ti minutter.") if own else _("Fristen var %(day)s.")) % facts
    if left == 0:
        return _("Fristen er i dag.")
    if left < 14:
        return ngettext("Frist %(day)s, om %(n)s dag.", "Frist %(day)s, om %(n)s dager.", left) % (facts | {"n": left})
    return _("Frist %(day)s, om %(n)s uker.") % (facts | {"n": left // 7})


def chain(row: Obligation) -> str:
    """How the refreshers stand, in words; empty when there is none."""
    return {
        "intact": _("Oppfriskingen er i rute."),
        "open": _("Oppfriskingen er åpen."),
        "interrupted": _("Oppfriskingen er brutt."),
    }.get(row.renewal, "")


def audience(requirement: Requirement) -> str:
    """«Alle ledere i barnehage i Bydel Nord, med minst 40 prosent stilling.»"""
    who = {"leader": _("Alle ledere"), "employee": _("Alle ansatte som ikke er ledere")}.get(requirement.role, "")
    parts = [who or _("Alle ansatte")]
    if requirement.unit_id:
        parts.append(_("i %(unit)s med enhetene under") % {"unit": requirement.unit.name})
    else:
        parts.append(_("i %(organisation)s") % {"organisation": requirement.organisation.name})
    if requirement.service_id:
        parts.append(_("i tjenesten %(service)s") % {"service": requirement.service})
    if requirement.district_id:
        parts.append(_("i %(district)s") % {"district": requirement.district})
    if requirement.min_share:
        parts.append(_("med minst %(share)s prosent stilling") % {"share": requirement.min_share})
    if requirement.started_after:
        parts.append(_("som begynte etter %(day)s") % {"day": _day(requirement.started_after)})
    return ", ".join([" ".join(parts[:2]), *parts[2:]]) + "."


def rhythm(requirement: Requirement) -> str:
    """How long people get, and how long it is valid."""
    days = _("Frist %(n)s dager etter at kravet begynner å gjelde den enkelte.") % {"n": requirement.due_days}
    if requirement.valid_months is None:
        return f"{days} {_('Det gjøres én gang.')}"
    facts = {"months": requirement.valid_months, "days": requirement.window_days}
    again = _("Det friskes opp hver %(months)s. måned, og oppfriskingen åpner %(days)s dager før.") % facts
    return f"{days} {again}"


def _done(row: Obligation) -> str:
    facts = {"day": _day(row.done_on), "until": _day(row.valid_until)}
    earlier = row.cause == "earlier"
    if row.valid_until:
        first = _("Gjort fra før, %(day)s. Det teller til %(until)s.")
        return (first if earlier else _("Gjort %(day)s. Det gjelder til %(until)s.")) % facts
    return (_("Gjort fra før, %(day)s. Det teller.") if earlier else _("Gjort %(day)s.")) % facts


def _day(day) -> str:
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    if day is None:
        return ""
    return date_format(day, "j. F" if day.year == today().year else "j. F Y")
