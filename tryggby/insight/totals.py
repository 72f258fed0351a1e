"""Figures for more than one unit: the front page and the network. Small groups are hidden."""

from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.insight.suppression import LIMIT, hide_share, hide_small
from tryggby.mentoring.door import Mandate, reach_totals
from tryggby.organisations.door import Installation, Membership, Organisation, Role, Unit, standing
from tryggby.packages.door import common_training_packages, finished_count
from tryggby.programmes.door import Cohort

# Seconds that the front page's figures are kept.
KEPT = 600


def public_figures() -> list[dict]:
    """Tiles for the front page: the owner's totals; a figure is left out rather than shown for a small group.

    Read at most every ten minutes.
    """
    return caches["figures"].get_or_set(f"public:{get_language()}", _public, timeout=KEPT)


def _public() -> list[dict]:
    units = Unit.objects.open().filter(organisation__in=Installation.objects.values("owner")).order_by().values("pk")
    work = Membership.objects.current().filter(unit__in=units, person__left_at__isnull=True).order_by()
    total = work.values("person").distinct().count()
    tiles = []
    for release in common_training_packages()[:1]:
        done, of = hide_share(finished_count(work, release), total)
        if done:
            tiles.append({"number": done, "of": _("av %(n)d ansatte") % {"n": of}, "text": _("har felles opplæring")})
    mandates = Mandate.objects.in_force().filter(unit__in=units).order_by()
    counted = mandates.aggregate(mentors=Count("person", distinct=True), places=Count("unit", distinct=True))
    if counted["mentors"] >= LIMIT:
        text = _("øver med kolleger i %(n)d enheter") % {"n": counted["places"]}
        tiles.append({"number": counted["mentors"], "of": _("mentorer"), "text": text})
    return tiles


@dataclass(frozen=True)
class CityRow:
    """One municipality: units that take part, people reached (None: hidden), cohorts it is in."""

    organisation: Organisation
    units: int
    reached: int | None
    people: int | None
    cohorts: int


def city_rows(person) -> list[CityRow]:
    """The municipalities in the cohorts of the organisations a network coordinator is appointed in, by name."""
    held = standing(person).roles.get(Role.NETWORK_COORDINATOR, frozenset())
    cohorts = Cohort.objects.running().filter(organisation__in=held)
    cities = list(
        Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY)
        .filter(Q(pk__in=held) | Q(joined_cohorts__in=cohorts))
        .distinct()
        .order_by("name")
    )
    units: dict[int, list[int]] = {city.pk: [] for city in cities}
    joined: dict[int, set[int]] = {city.pk: set() for city in cities}
    rows = Unit.objects.open().filter(organisation__in=cities, cohorts__in=cohorts).order_by()
    for unit, organisation, cohort in rows.values_list("pk", "organisation_id", "cohorts"):
        units[organisation].append(unit)
        joined[organisation].add(cohort)
    totals = reach_totals(units)
    reached = hide_small([totals[city.pk].reached_12 for city in cities])
    people = hide_small([totals[city.pk].colleagues for city in cities])
    # Those who were not reached are what is left over when the two stand beside each other.
    rest = hide_small([totals[city.pk].colleagues - totals[city.pk].reached_12 for city in cities])
    return [
        CityRow(
            city,
            len(set(units[city.pk])),
            None if rest[place] is None else reached[place],
            people[place],
            len(joined[city.pk]),
        )
        for place, city in enumerate(cities)
    ]
