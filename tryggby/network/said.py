"""What the own city would say in a release now: nothing that everybody cannot read already."""

from tryggby.ground.door import one_line
from tryggby.network.contents import MOST_ADVICE
from tryggby.network.models import AgreedQuestion, City, FocusState, NetworkMembership
from tryggby.voices.door import public_advice, public_figures


def tables_of(city: City) -> list[dict]:
    """The city's figures as they stand in a release: what the city's own public page shows, and no more."""
    if not city.organisation_id:
        return []
    return [
        {
            "service": figure.service,
            "age": figure.age_band,
            "question": figure.question,
            "version": figure.version,
            "words": figure.words,
            "labels": figure.labels,
            "choices": figure.choices,
            "scale": figure.scale,
            "since": figure.since.isoformat(),
            "until": figure.until.isoformat(),
            "number": figure.number,
            "cells": list(figure.cells),
        }
        for figure in public_figures(city.organisation)
    ]


def advice_of(city: City) -> list[dict]:
    """Children's advice as everybody can read it on the city's own page: an adult's words, with the answer."""
    if not city.organisation_id:
        return []
    return [
        {
            "theme": one.theme,
            "service": one.service,
            "age": one.age_band,
            "method": one.method,
            "band": one.band,
            "text": _plain(one.text),
            "since": one.since.isoformat(),
            "until": one.until.isoformat(),
            "state": one.state,
            "answer": _plain(one.answer),
            "on": one.answered_on.isoformat(),
        }
        for one in public_advice(city.organisation)[:MOST_ADVICE]
    ]


def still_public(rows: list[dict], city: City) -> list[dict]:
    """Of the own city's advice in a release, what still stands for everybody, with the answer it has now."""
    released = {_known_by(row) for row in rows}
    return [row for row in advice_of(city) if _known_by(row) in released] if rows else []


def holds_withdrawn(rows: list[dict], city: City) -> bool:
    """True when some of the advice stands for everybody no more."""
    public = {_known_by(row) for row in advice_of(city)} if rows else set()
    return any(_known_by(row) not in public for row in rows)


def focus_of(city: City) -> list[dict]:
    """Where the city stands now, point by point, in each of its networks. Names of people stay at home."""
    found: dict[tuple, dict] = {}
    rows = FocusState.objects.filter(city=city, point__network__in=_networks_of(city))
    for row in rows.select_related("point__network").order_by("said_on", "pk"):
        found[row.point.network.slug, row.point.number] = {
            "network": row.point.network.slug,
            "point": row.point.number,
            "state": row.state,
            "routine": _plain(row.routine),
            "evidence": _plain(row.evidence),
            "next": _plain(row.next_step),
            "on": row.said_on.isoformat(),
        }
    return [found[place] for place in sorted(found)]


def agreed_of(city: City) -> list[dict]:
    """Which questions the city has agreed to ask, network by network."""
    found: dict[str, set[str]] = {}
    rows = AgreedQuestion.objects.filter(network__in=_networks_of(city), until=None)
    for network, slug in rows.values_list("network__slug", "slug"):
        found.setdefault(network, set()).add(slug)
    return [{"network": network, "questions": sorted(found[network])} for network in sorted(found)]


def _networks_of(city: City):
    return NetworkMembership.objects.current().filter(city=city, kind="member").values("network")


def _known_by(row: dict) -> tuple:
    """What names a piece of advice when its answer changes, or when more children say the same and its period grows."""
    return tuple(row[name] for name in ("theme", "service", "age", "method", "text"))


def _plain(text: str) -> str:
    """On one line, and nothing in it that is not seen."""
    return "".join(sign for sign in one_line(text) if sign.isprintable())
