"""Release the own city's figures, and take in another city's, by file or fetched; the newest replaces the former."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import one_line
from tryggby.network import keys
from tryggby.network.contents import MOST_ADVICE, check_difference, check_shape, check_thresholds
from tryggby.network.document import KIND, SCHEMA, check_signature, digest, moment, read, sign, stamp
from tryggby.network.fetching import fetch
from tryggby.network.models import City, CityKey, CityRelease, FocusState, NetworkMembership
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.voices.door import public_advice, public_figures

# How long figures hold before the city must say them again.
HOLDS = dt.timedelta(days=400)
# Clocks of two machines may differ so much.
SKEW = dt.timedelta(minutes=10)


@transaction.atomic
def publish_release(*, by, city: City, with_advice: bool = True) -> CityRelease:
    """Sign what everybody may read of the own city now, with children's advice or without.

    With nothing new since the last it is the last.
    """
    if by is not None and not City.objects.of_person(by).filter(pk=city.pk).exists():
        raise Refused(_("Bare nettverkskoordinatoren slipper tall for byen."), "may_not")
    City.objects.select_for_update(of=("self",)).get(pk=city.pk)
    content = {"tables": tables_of(city), "focus": _focus(city), "advice": advice_of(city) if with_advice else []}
    former = _newest(city)
    check_thresholds(content["tables"])
    if former:
        before = content_of(former)
        if {name: before[name] for name in content} == content and former.valid_until > timezone.now():
            return former
        check_difference(before["tables"], content["tables"])
    elif not any(content.values()):
        raise Refused(_("Byen har ingen tall, fokuspunkter eller råd å slippe ennå."), "empty")
    key, now = keys.current(city, by), timezone.now()
    release = {
        "kind": KIND,
        "schema": SCHEMA,
        "city": {"number": city.number, "name": city.name},
        "key": key.public,
        "number": former.number + 1 if former else 1,
        "made_at": stamp(now),
        "valid_until": stamp(now + HOLDS),
        "former": former.digest if former else "",
    } | content
    check_shape(release)
    made = _keep(city, former, release, sign(release, keys.private_half(key)), by)
    record(by=by, verb="publish_release", of=made, organisation=city.organisation_id, number=made.number)
    return made


@transaction.atomic
def take_in_release(*, by, raw: bytes) -> CityRelease:
    """Take in another city's release when everything about it holds; Refused with the reason when not."""
    release, signature = read(raw)
    key = _trusted(release)
    check_signature(release, signature, key.public)
    check_shape(release)
    city = City.objects.select_for_update(of=("self",)).get(pk=key.city_id)
    if release["city"]["number"] != city.number:
        raise Refused(_("Nøkkelen tilhører en annen by enn den slippet gjelder."), "foreign_key")
    if city.organisation_id:
        raise Refused(_("Dette er deres egen by. Deres eget slipp lages her."), "own")
    _may_take(by, city)
    former = CityRelease.objects.filter(city=city).order_by("-number").first()
    _check_time(release)
    _check_turn(release, former, digest(raw))
    check_thresholds(release["tables"])
    if former and former.document:
        check_difference(content_of(former)["tables"], release["tables"])
    made = _keep(city, former, release, raw, by)
    record(by=by, verb="take_in_release", of=made, city=city.number, number=made.number)
    return made


def fetch_release(*, by, city: City) -> CityRelease:
    """Fetch the city's release from its address and take it in. Nothing is locked while the network is slow."""
    _may_take(by, city)
    if not city.source:
        raise Refused(_("Skriv først hvor byens slipp ligger."), "address")
    raw = fetch(city.source)
    release, _signature = read(raw)
    named = release.get("city")
    if not isinstance(named, dict) or named.get("number") != city.number:
        raise Refused(_("Adressen har tall fra en annen by."), "foreign_key")
    return take_in_release(by=by, raw=raw)


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


def _plain(text: str) -> str:
    """On one line, and nothing in it that is not seen."""
    return "".join(sign for sign in one_line(text) if sign.isprintable())


def _focus(city: City) -> list[dict]:
    """Where the city stands now, point by point, in each of its networks. Names of people stay at home."""
    found: dict[tuple, dict] = {}
    here = NetworkMembership.objects.current().filter(city=city, kind="member")
    rows = FocusState.objects.filter(city=city, point__network__in=here.values("network"))
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


def _newest(city: City) -> CityRelease | None:
    return CityRelease.objects.newest().filter(city=city).first()


def _keep(city: City, former: CityRelease | None, release: dict, raw: bytes, by) -> CityRelease:
    """The new one takes the former's place, of which only the hash stays."""
    CityRelease.objects.newest().filter(city=city).update(replaced_at=timezone.now(), document="")
    return CityRelease.objects.create(
        city=city,
        number=release["number"],
        digest=digest(raw),
        document=raw.decode(),
        made_at=moment(release["made_at"]),
        valid_until=moment(release["valid_until"]),
        by=by,
    )


def _trusted(release: dict) -> CityKey:
    named = release.get("key")
    key = CityKey.objects.filter(public=named).first() if isinstance(named, str) else None
    if key is None:
        raise Refused(
            _("Slippet er signert med en nøkkel dere ikke har i lista. Kontroller den med byen."), "foreign_key"
        )
    if key.ended_at or not CityKey.objects.trusted().filter(pk=key.pk).exists():
        raise Refused(_("Nøkkelen slippet er signert med, gjelder ikke lenger."), "ended_key")
    return key


def _may_take(by, city: City) -> None:
    if by is not None and not City.objects.run_with(by).filter(pk=city.pk).exists():
        raise Refused(_("Byen er ikke med i noe nettverk der dere er medlem."), "may_not")


def _check_time(release: dict) -> None:
    now = timezone.now()
    if moment(release["made_at"]) > now + SKEW:
        raise Refused(_("Slippet er datert fram i tid. Klokka går feil hos byen eller her."), "clock")
    if moment(release["valid_until"]) <= now:
        raise Refused(_("Slippet er gått ut på dato. Be byen slippe nye tall."), "expired")


def _check_turn(release: dict, former: CityRelease | None, seen: str) -> None:
    if former is None:
        return
    if seen == former.digest:
        raise Refused(_("Dette slippet har dere allerede."), "replay")
    if release["number"] <= former.number or moment(release["made_at"]) <= former.made_at:
        raise Refused(_("Dere har et nyere slipp fra byen. Et eldre tas ikke inn igjen."), "older")
    if release["number"] == former.number + 1 and release["former"] != former.digest:
        raise Refused(_("Slippet bygger på et annet enn det dere har fra byen. Ta kontakt med dem."), "chain")
