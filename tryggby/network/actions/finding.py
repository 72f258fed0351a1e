"""Agree on what all the cities ask; put something noticed on the agenda, with where it came from; deal with it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, one_line, today
from tryggby.network.models import AgreedQuestion, Finding, Network
from tryggby.network.models.city import run_from
from tryggby.network.reading import Releases
from tryggby.network.refusal import Refused
from tryggby.network.wording import ASKED


@transaction.atomic
def agree_on_question(*, by, network: Network, slug: str) -> AgreedQuestion:
    """From today all the cities ask it. Asked for again it is the one there is."""
    _takes_part(by, network)
    found, new = AgreedQuestion.objects.get_or_create(network=network, slug=slug, until=None)
    if new:
        record(by=by, verb="agree_on_question", of=network, question=slug)
    return found


@transaction.atomic
def drop_question(*, by, network: Network, slug: str) -> None:
    """Not asked together after today."""
    _takes_part(by, network)
    if AgreedQuestion.objects.filter(network=network, slug=slug, until=None).update(until=today()):
        record(by=by, verb="drop_question", of=network, question=slug)


@transaction.atomic
def lift_finding(*, by, network: Network, scope: str, text: str, meets_on: dt.date, once=None) -> Finding:
    """Put what one noticed on a meeting's agenda, with a copy of the figures as they were seen and whose they are."""
    claimed = claim(once)
    if claimed is None:
        return Finding.objects.get(key=earlier(once or ""))
    _takes_part(by, network)
    releases = Releases(network, run_from(by))
    choice = next((one for one in releases.choices() if one.scope == scope), None)
    if choice is None:
        raise Refused(_("Ingen av byene har tall for dette spørsmålet nå."), "gone")
    if meets_on < today():
        raise Refused(_("Møtet har vært. Velg en dag som kommer."), "past")
    made = Finding.objects.create(
        network=network,
        text=one_line(text)[:300],
        meets_on=meets_on,
        scope=scope,
        question=choice.question[:200],
        provenance=[_seen(chart) for chart in releases.charts(scope) if chart.release],
        by=by,
    )
    record(by=by, verb="lift_finding", of=made, scope=scope)
    done(claimed, made.key)
    return made


@transaction.atomic
def finish_finding(*, by, finding: Finding, decided: str) -> Finding:
    """It has been talked about; what the cities agreed on."""
    decided = one_line(decided)[:300]
    if not decided:
        raise Refused(_("Skriv hva dere ble enige om. «Vi lar det ligge» er også et svar."), "decided")
    finding.decided, finding.done_on = decided, finding.done_on or today()
    finding.save(update_fields=["decided", "done_on"])
    record(by=by, verb="finish_finding", of=finding)
    return finding


@transaction.atomic
def move_finding(*, by, finding: Finding, meets_on: dt.date) -> Finding:
    """To another meeting, as when this one was moved or did not come so far."""
    _takes_part(by, finding.network)
    if meets_on < today():
        raise Refused(_("Møtet har vært. Velg en dag som kommer."), "past")
    if finding.done_on is None and finding.meets_on != meets_on:
        finding.meets_on = meets_on
        finding.save(update_fields=["meets_on"])
        record(by=by, verb="move_finding", of=finding)
    return finding


@transaction.atomic
def drop_finding(*, by, finding: Finding) -> None:
    """Take it off the agenda, as when the wrong thing was written. Refused when the cities have agreed on it."""
    _takes_part(by, finding.network)
    if finding.done_on is not None:
        raise Refused(_("Dere har blitt enige om saken, så den blir stående."), "done")
    record(by=by, verb="drop_finding", of=finding.network, scope=finding.scope)
    finding.delete()


def _seen(chart) -> dict:
    """One city's figures as they stood in the comparison: counts, and the question's words in its languages."""
    return {
        "city": chart.city.name,
        "release": chart.release.number,
        "digest": chart.release.digest,
        "since": chart.since.isoformat(),
        "until": chart.until.isoformat(),
        "number": chart.number,
        "asked": {name: chart.table[name] for name in ASKED},
        "cells": chart.table["cells"],
    }


def _takes_part(by, network: Network) -> None:
    if not Network.objects.run_by(by).filter(pk=network.pk).exists():
        raise Refused(_("Bare nettverkskoordinatoren i en medlemsby kan gjøre dette."), "may_not")
