"""Take in another city's release, by file or fetched, when everything about it holds; and take its figures away."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.network.actions.release import keep_release, last_of_key
from tryggby.network.contents import check_difference, check_shape, check_thresholds
from tryggby.network.document import check_signature, digest, moment, read
from tryggby.network.fetching import fetch
from tryggby.network.memory import remembered
from tryggby.network.models import City, CityKey, CityRelease
from tryggby.network.refusal import Refused

# Clocks of two machines may differ so much.
SKEW = dt.timedelta(minutes=10)
# A key's numbers may run so far ahead of what was taken in; one that jumps further would shut out all that follow.
JUMP = 1000


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
    _check_time(release)
    back = _taken_away(city, digest(raw))
    if not back:
        _check_turn(release, city, key, digest(raw))
    check_thresholds(release["tables"])
    check_difference(remembered(city), release["tables"])
    made = _put_back(back, raw, by) if back else keep_release(city=city, key=key, release=release, raw=raw, by=by)
    record(by=by, verb="take_in_release", of=made, city=city.number, number=made.number)
    return made


def fetch_release(*, by, city: City) -> CityRelease:
    """Fetch the city's release from its address and take it in. Nothing is locked while the network is slow."""
    _may_take(by, city)
    if not city.source:
        raise Refused(_("Skriv først hvor byens slipp ligger."), "address")
    raw = fetch(city.source)
    try:
        release, _signature = read(raw)
    except Refused as refusal:
        if refusal.why == "unreadable":
            raise Refused(_("Det som ligger på adressen, er ikke et slipp fra en by. Sjekk adressen."), "unreadable")
        raise
    named = release.get("city")
    if not isinstance(named, dict) or named.get("number") != city.number:
        raise Refused(_("Adressen har tall fra en annen by."), "foreign_key")
    return take_in_release(by=by, raw=raw)


@transaction.atomic
def take_away_release(*, by, city: City) -> None:
    """Nothing that the city released is shown here any more. The hash stays; the same file may be taken in again."""
    _may_take(by, city)
    if city.organisation_id:
        raise Refused(_("Dette er deres egen by. Deres eget slipp lages her."), "own")
    City.objects.select_for_update(of=("self",)).get(pk=city.pk)
    if CityRelease.objects.newest().filter(city=city).update(replaced_at=timezone.now(), document=""):
        record(by=by, verb="take_away_release", of=city, city=city.number)


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


def _check_turn(release: dict, city: City, key: CityKey, seen: str) -> None:
    """Numbers and the chain are each key's own; in time the city only goes forward, and so does the format."""
    newest = CityRelease.objects.filter(city=city).order_by("-made_at", "-pk").first()
    former = last_of_key(key)
    if former and seen == former.digest:
        raise Refused(_("Dette slippet har dere allerede."), "replay")
    if newest and release["schema"] < newest.schema:
        raise Refused(_("Slippet er laget i et gammelt format. Be byen oppdatere Tryggby og slippe på nytt."), "old")
    number = former.number if former else 0
    if release["number"] <= number or (newest and moment(release["made_at"]) <= newest.made_at):
        raise Refused(
            _("Dere har et nyere slipp fra byen. Har byen mistet data, må den slippe på nytt med en ny nøkkel."),
            "older",
        )
    if release["number"] > number + JUMP:
        raise Refused(_("Nummeret hopper for langt fram. Spør byen om fila er riktig."), "jump")
    if former and release["number"] == number + 1 and release["former"] != former.digest:
        raise Refused(_("Slippet bygger på et annet enn det dere har fra byen. Ta kontakt med dem."), "chain")


def _taken_away(city: City, seen: str) -> CityRelease | None:
    """The city's last release, when it is this one and somebody here took it away."""
    newest = CityRelease.objects.filter(city=city).order_by("-made_at", "-pk").first()
    return newest if newest and newest.replaced_at and newest.digest == seen else None


def _put_back(release: CityRelease, raw: bytes, by) -> CityRelease:
    release.document, release.replaced_at, release.by, release.taken_at = raw.decode(), None, by, timezone.now()
    release.save(update_fields=["document", "replaced_at", "by", "taken_at"])
    return release
