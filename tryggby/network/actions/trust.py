"""The list of trust: a city's key from a day until a day, and the address its release is fetched from."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import one_line
from tryggby.network.fetching import check_address
from tryggby.network.models import City, CityKey
from tryggby.network.refusal import Refused


@transaction.atomic
def trust_city_key(*, by, city: City, public: str, checked: str) -> CityKey:
    """Trust a city's key from today. `checked` says how one made sure that it is the city's."""
    public = re.sub(r"[\s:]", "", public).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", public):
        raise Refused(_("En nøkkel har 64 tegn, 0–9 og a–f. Lim den inn slik byen sendte den."), "key")
    if not one_line(checked):
        raise Refused(_("Skriv hvordan dere kontrollerte nøkkelen, for eksempel på telefon."), "checked")
    found = CityKey.objects.filter(public=public).first()
    if found and (found.city_id != city.pk or found.ended_at):
        raise Refused(_("Denne nøkkelen er brukt før, av en annen by eller som trukket tilbake."), "used")
    if found:
        return found
    key = CityKey.objects.create(city=city, public=public, checked=one_line(checked)[:200], by=by)
    record(by=by, verb="trust_city_key", of=city, fingerprint=public[:16])
    return key


@transaction.atomic
def end_city_key(*, by, key: CityKey) -> CityKey:
    """Trust it no more, from now on: what it signed before is not taken in either."""
    if key.ended_at is None:
        key.ended_at = timezone.now()
        key.save(update_fields=["ended_at"])
        record(by=by, verb="end_city_key", of=key.city, fingerprint=key.public[:16])
    return key


@transaction.atomic
def set_source(*, by, city: City, address: str) -> City:
    """Where the city's release is fetched; nothing takes the address away."""
    address = address.strip()
    if address:
        check_address(address)
    city.source = address[:300]
    city.save(update_fields=["source"])
    record(by=by, verb="set_source", of=city)
    return city
