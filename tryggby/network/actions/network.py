"""Found a network, take a city in, and end a city's place."""

import datetime as dt

from django.db import transaction
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
def found_network(*, by, organisation, name: str, purpose: str = "") -> Network:
    """A network with the six focus points, and the own city as its first member."""
    _speaks(by, organisation)
    name = one_line(name)[:100]
    slug = slugify(name.lower().translate(PLAIN))[:40]
    if not slug:
        raise Refused(_("Gi nettverket et navn."), "name")
    network, new = Network.objects.get_or_create(slug=slug, defaults={"name": name, "purpose": purpose.strip()[:600]})
    if not new:
        raise Refused(_("Det finnes et nettverk med det navnet her fra før."), "twice")
    FocusPoint.objects.bulk_create(
        FocusPoint(network=network, number=number, title=title, text=text)
        for number, (title, text) in enumerate(FOCUS_POINTS, start=1)
    )
    NetworkMembership.objects.create(network=network, city=own_city(organisation))
    record(by=by, verb="found_network", of=network, organisation=organisation)
    return network


@transaction.atomic
def join_city(
    *, by, network: Network, number: str, name: str, kind: str = "member", since: dt.date | None = None
) -> NetworkMembership:
    """A city is member or observer from a day on. Asked for again it is the place it has."""
    if not Network.objects.run_by(by).filter(pk=network.pk).exists():
        raise Refused(_("Bare medlemmer tar inn flere byer."), "may_not")
    city, _new = City.objects.get_or_create(number=number, defaults={"name": one_line(name)[:80]})
    Network.objects.select_for_update().get(pk=network.pk)
    there = NetworkMembership.objects.live().filter(network=network, city=city).first()
    if there:
        return there
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
    if until < membership.since:
        raise Refused(_("Siste dag kan ikke være før den første."), "order")
    membership.until = until
    membership.save(update_fields=["until"])
    record(by=by, verb="end_city_membership", of=membership.network, city=membership.city.number)
    return membership


def _speaks(by, organisation) -> None:
    if by is not None and organisation.pk not in run_from(by):
        raise Refused(_("Bare nettverkskoordinatoren taler for kommunen i nettverket."), "may_not")
