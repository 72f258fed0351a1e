"""Found a network, take a city in, and end a city's place."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import one_line, today
from tryggby.network.focus_points import FOCUS_POINTS
from tryggby.network.models import City, FocusPoint, Network, NetworkMembership
from tryggby.network.models.city import run_from
from tryggby.network.refusal import Refused
from tryggby.organisations.door import Municipality

# For addresses: letters as they are written where there is no æ, ø and å.
PLAIN = {ord("æ"): "ae", ord("ø"): "o", ord("å"): "a"}


def own_city(organisation) -> City:
    """The organisation as a city of networks; made from its municipality number when it is not there yet."""
    found = City.objects.filter(organisation=organisation).first()
    if found:
        return found
    number = Municipality.objects.current().filter(organisation=organisation).order_by("-since").first()
    if number is None:
        raise Refused(_("Organisasjonen har ikke noe kommunenummer. Bare kommuner er med i nettverk."), "number")
    city, _new = City.objects.get_or_create(number=number.number, defaults={"name": number.name})
    city.organisation, city.name = organisation, number.name
    city.save(update_fields=["organisation", "name"])
    return city


@transaction.atomic
def found_network(*, by, organisation, name: str, purpose: str = "", code: str = "") -> Network:
    """A network with the six focus points, and the own city as its first member.

    `code` is what the other cities call it, so that their releases are about the same; else it is made of the name.
    A city that was in it before comes back into it.
    """
    _speaks(by, organisation)
    name = one_line(name)[:100]
    slug = code or slugify(name.lower().translate(PLAIN))[:40]
    if not slug:
        raise Refused(_("Gi nettverket et navn."), "name")
    network, new = Network.objects.get_or_create(slug=slug, defaults={"name": name, "purpose": purpose.strip()[:600]})
    if not new:
        return _come_back(by, network, organisation)
    FocusPoint.objects.bulk_create(
        FocusPoint(network=network, number=number, title=title, text=text)
        for number, (title, text) in enumerate(FOCUS_POINTS, start=1)
    )
    NetworkMembership.objects.create(network=network, city=own_city(organisation))
    record(by=by, verb="found_network", of=network, organisation=organisation)
    return network


@transaction.atomic
def name_network(*, by, network: Network, name: str, code: str) -> Network:
    """Another name, or the code that the other cities use: focus points are matched by it."""
    if not Network.objects.run_by(by).filter(pk=network.pk).exists():
        raise Refused(_("Bare nettverkskoordinatoren i en medlemsby kan gjøre dette."), "may_not")
    name = one_line(name)[:100]
    if not name:
        raise Refused(_("Gi nettverket et navn."), "name")
    if Network.objects.filter(slug=code).exclude(pk=network.pk).exists():
        raise Refused(_("Et annet nettverk her har den koden."), "code")
    if (network.name, network.slug) == (name, code):
        return network
    network.name, network.slug = name, code
    network.save(update_fields=["name", "slug"])
    record(by=by, verb="name_network", of=network, code=code)
    return network


@transaction.atomic
def name_city(*, by, city: City, name: str) -> City:
    """What a city of another installation is called here; one's own is called what the municipality is."""
    if city.organisation_id or not City.objects.run_with(by).filter(pk=city.pk).exists():
        raise Refused(_("Byen er ikke med i noe nettverk der dere er medlem."), "may_not")
    name = one_line(name)[:80]
    if not name:
        raise Refused(_("Skriv navnet på byen."), "name")
    if city.name != name:
        city.name = name
        city.save(update_fields=["name"])
        record(by=by, verb="name_city", of=city, city=city.number)
    return city


@transaction.atomic
def join_city(
    *, by, network: Network, number: str, name: str, kind: str = "member", since: dt.date | None = None
) -> NetworkMembership:
    """A city is member or observer from a day on. Refused when the number is another city's, or the city is in."""
    if not Network.objects.run_by(by).filter(pk=network.pk).exists():
        raise Refused(_("Bare medlemmer tar inn flere byer."), "may_not")
    name = one_line(name)[:80]
    city, _new = City.objects.get_or_create(number=number, defaults={"name": name})
    Network.objects.select_for_update().get(pk=network.pk)
    there = NetworkMembership.objects.live().filter(network=network, city=city).first()
    if there:
        words = _("{city} har nummer {number} og er med fra før. Er navnet feil, kan du rette det på siden til byen.")
        raise Refused(words.format(city=city.name, number=number), "number")
    if city.name.casefold() != name.casefold():
        words = _("{city} har nummer {number} her. Rett nummeret, eller skriv navnet slik.")
        raise Refused(words.format(city=city.name, number=number), "number")
    since = since or today()
    last = NetworkMembership.objects.filter(network=network, city=city, until__gte=since).first()
    if last:
        raise Refused(_("Byen hadde en plass den dagen. Velg en senere dag."), "overlap")
    made = NetworkMembership.objects.create(network=network, city=city, kind=NetworkMembership.Kind(kind), since=since)
    record(by=by, verb="join_city", of=network, city=city.number, kind=made.kind)
    return made


@transaction.atomic
def end_city_membership(*, by, membership: NetworkMembership, until: dt.date) -> NetworkMembership:
    """The city's last day in the network. What it released stays readable in the findings it was part of."""
    _fits(membership, membership.since, until)
    membership.until = until
    membership.save(update_fields=["until"])
    record(by=by, verb="end_city_membership", of=membership.network, city=membership.city.number)
    return membership


@transaction.atomic
def date_city_membership(
    *, by, membership: NetworkMembership, since: dt.date, until: dt.date | None
) -> NetworkMembership:
    """Put the first or the last day of a place right; without a last day the city is in until it is ended.

    Refused when two places of the city would share a day, and when one's own would begin in days to come: then nobody
    here could put it right again.
    """
    if not NetworkMembership.objects.run_with(by).filter(pk=membership.pk).exists():
        raise Refused(_("Bare nettverkskoordinatoren i en medlemsby kan gjøre dette."), "may_not")
    Network.objects.select_for_update().get(pk=membership.network_id)
    _fits(membership, since, until)
    if membership.city.organisation_id in run_from(by) and since > today():
        raise Refused(_("Dere er med allerede. Velg i dag eller en dag som har vært."), "since")
    if (membership.since, membership.until) == (since, until):
        return membership
    membership.since, membership.until = since, until
    membership.save(update_fields=["since", "until"])
    record(by=by, verb="date_city_membership", of=membership.network, city=membership.city.number)
    return membership


def _come_back(by, network: Network, organisation) -> Network:
    """Into a network one left, as what one was, while no other city here is in it that should be asked."""
    city = own_city(organisation)
    Network.objects.select_for_update().get(pk=network.pk)
    last = NetworkMembership.objects.filter(network=network, city=city).order_by("-since", "-pk").first()
    if last is None or last.until is None:
        raise Refused(_("Det finnes et nettverk med det navnet eller den koden her fra før."), "twice")
    others = NetworkMembership.objects.current().filter(network=network, city__organisation__isnull=False)
    if others.exclude(city=city).exists():
        raise Refused(_("En annen kommune her er med i nettverket. Be dem ta dere inn igjen."), "ask")
    if last.until >= today():
        last.until = None
        last.save(update_fields=["until"])
    else:
        NetworkMembership.objects.create(network=network, city=city, kind=last.kind)
    record(by=by, verb="join_city", of=network, city=city.number, kind=last.kind)
    return network


def _fits(membership: NetworkMembership, since: dt.date, until: dt.date | None) -> None:
    """The days follow each other, and none of them is a day of another place of the city in the network."""
    if until is not None and until < since:
        raise Refused(_("Siste dag kan ikke være før den første."), "order")
    others = NetworkMembership.objects.filter(network=membership.network_id, city=membership.city_id)
    others = others.exclude(pk=membership.pk).filter(Q(until__isnull=True) | Q(until__gte=since))
    if (others.filter(since__lte=until) if until else others).exists():
        raise Refused(_("Byen har en annen plass i de dagene."), "overlap")


def _speaks(by, organisation) -> None:
    if by is not None and organisation.pk not in run_from(by):
        raise Refused(_("Bare nettverkskoordinatoren taler for kommunen i nettverket."), "may_not")
