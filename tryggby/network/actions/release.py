"""Release the own city's figures: what everybody may read of it now, signed; the newest replaces the former."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.network import keys
from tryggby.network.contents import check_difference, check_shape, check_thresholds
from tryggby.network.document import KIND, SCHEMA, digest, moment, sign, stamp
from tryggby.network.memory import remember, remembered
from tryggby.network.models import City, CityKey, CityRelease
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.said import advice_of, agreed_of, focus_of, holds_withdrawn, still_public, tables_of

# How long figures hold before the city must say them again.
HOLDS = dt.timedelta(days=400)
# So long before they run out they may be said again unchanged, so that the other cities are never without.
EARLY = dt.timedelta(days=90)


@transaction.atomic
def publish_release(*, by, city: City, with_advice: bool = True) -> CityRelease:
    """Sign what everybody may read of the own city now, with children's advice or without.

    With nothing new since the last it is the last, unless the key that signed it was ended or it soon runs out.
    """
    if by is not None and not City.objects.of_person(by).filter(pk=city.pk).exists():
        raise Refused(_("Bare nettverkskoordinatoren slipper tall for byen."), "may_not")
    City.objects.select_for_update(of=("self",)).get(pk=city.pk)
    content = {
        "tables": tables_of(city),
        "focus": focus_of(city),
        "advice": advice_of(city) if with_advice else [],
        "agreed": agreed_of(city),
    }
    former = _newest(city)
    check_thresholds(content["tables"])
    if former:
        before = content_of(former)
        same = {name: before[name] for name in content} == content
        if same and former.valid_until > timezone.now() + EARLY and not former.lost_its_key:
            return former
    elif not any(content[name] for name in ("tables", "focus", "advice")):
        raise Refused(_("Byen har ingen tall, fokuspunkter eller råd å slippe ennå."), "empty")
    check_difference(remembered(city), content["tables"])
    made = _sign(by, city, content, former)
    record(by=by, verb="publish_release", of=made, organisation=city.organisation_id, number=made.number)
    return made


@transaction.atomic
def renew_release(*, by, city: City) -> CityRelease | None:
    """The standing release again without advice that stands for everybody no more; None when there is none in it.

    The figures are the former's, so the two together tell nothing new. One that has run out is left: nobody takes it
    in, and nobody is handed it.
    """
    City.objects.select_for_update(of=("self",)).get(pk=city.pk)
    former = _newest(city)
    if former is None or former.lost_its_key or former.has_run_out:
        return None
    before = content_of(former)
    if not holds_withdrawn(before["advice"], city):
        return None
    content = {name: before[name] for name in ("tables", "focus", "agreed")}
    content["advice"] = still_public(before["advice"], city)
    made = _sign(by, city, content, former, until=former.valid_until)
    record(by=by, verb="renew_release", of=made, organisation=city.organisation_id, number=made.number)
    return made


def keep_release(*, city: City, key: CityKey, release: dict, raw: bytes, by) -> CityRelease:
    """The new one takes the former's place, of which only the hash stays; its tables are remembered."""
    CityRelease.objects.newest().filter(city=city).update(replaced_at=timezone.now(), document="")
    remember(city, release["tables"])
    return CityRelease.objects.create(
        city=city,
        signer=key,
        number=release["number"],
        schema=release["schema"],
        digest=digest(raw),
        document=raw.decode(),
        made_at=moment(release["made_at"]),
        valid_until=moment(release["valid_until"]),
        by=by,
    )


def last_of_key(key: CityKey) -> CityRelease | None:
    """The key's last release, whether it stands or not."""
    return CityRelease.objects.filter(signer=key).order_by("-number").first()


def _sign(by, city: City, content: dict, former: CityRelease | None, until: dt.datetime | None = None) -> CityRelease:
    """Signed with the key of now, later than the former to the second; each key counts from 1."""
    key, now = keys.current(city, by), timezone.now()
    made_at = max(now, former.made_at + dt.timedelta(seconds=1)) if former else now
    last = last_of_key(key)
    release = {
        "kind": KIND,
        "schema": SCHEMA,
        "city": {"number": city.number, "name": city.name},
        "key": key.public,
        "number": last.number + 1 if last else 1,
        "made_at": stamp(made_at),
        "valid_until": stamp(until or now + HOLDS),
        "former": last.digest if last else "",
    } | content
    check_shape(release)
    return keep_release(city=city, key=key, release=release, raw=sign(release, keys.private_half(key)), by=by)


def _newest(city: City) -> CityRelease | None:
    return CityRelease.objects.newest().filter(city=city).select_related("signer").first()
