"""Puts the demo city together, in the order things happen in a municipality."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from tryggby.desk.demo.cohorts import build_cohorts
from tryggby.desk.demo.crowd import build_crowd
from tryggby.desk.demo.hall import build_hall
from tryggby.desk.demo.learning import build_learning
from tryggby.desk.demo.mentors import build_mentors
from tryggby.desk.demo.places import build_places
from tryggby.desk.demo.post import settle_post
from tryggby.desk.demo.stable import at, stable
from tryggby.drills.door import build_demo as build_drills
from tryggby.events.door import build_demo as build_events
from tryggby.ground.door import demo_stands
from tryggby.help.door import build_demo as build_help
from tryggby.insight.door import build_demo as build_coverage
from tryggby.network.door import build_demo as build_network
from tryggby.obligations.door import build_demo as build_obligations
from tryggby.obligations.door import settle_demo as settle_obligations
from tryggby.outreach.door import build_demo as build_outreach
from tryggby.packages.door import load_shipped as load_packages
from tryggby.programmes.door import load_shipped as load_programmes
from tryggby.routines.door import build_demo as build_routines
from tryggby.sealing.door import build_demo as build_keys
from tryggby.voices.door import build_demo as build_voices
from tryggby.voices.door import build_sealed_demo as build_sealed


@transaction.atomic
def build_city(on: dt.date, *, say: Callable[[str], object]) -> None:
    """Build everything as if a year had gone by until `on`."""
    with stable() as rng:
        with at(on - dt.timedelta(days=430)):
            say("  organisasjoner og enheter")
            places = build_places(on)
            crowd = build_crowd(on, places, rng)
            say("  kompetansepakker og programmer")
            load_packages(by=None)
            load_programmes(by=None)
        with at(on, "06:00"):
            say("  et år med læring")
            build_learning(on, crowd, rng)
            say("  mentorer og øvinger")
            build_mentors(on, places, crowd, rng)
            say("  kull og samlinger")
            build_cohorts(on, places, crowd, rng)
            build_hall(on, places, crowd, rng)
        say("  barnevernøvelser")
        build_drills(on, units=places.units, people=crowd.members, leaders=crowd.leaders)
        say("  krav og plikter")
        build_obligations(on, organisation=places.solvik, by=crowd.known["koordinator"], units=places.units)
        say("  rutiner og egenvurdering")
        build_routines(on, units=places.units, people=crowd.members, leaders=crowd.leaders)
        say("  arrangementer")
        build_events(on, organisation=places.solvik, by=crowd.known["koordinator"], rng=rng)
        build_help(on, organisation=places.solvik, by=crowd.known["redaktor"])
        demo_stands.send(sender=build_city, on=on, organisation=places.solvik, people=crowd.known, rng=rng)
        say("  barnas råd")
        by = crowd.known["koordinator"]
        channels = build_voices(on, units=places.units, leaders=crowd.leaders, by=by, rng=rng)
        say("  nettverk")
        build_network(on, organisation=places.solvik, by=crowd.known["nettverk"])
        say("  dialogmøter og oppvekstdager")
        build_outreach(on, organisation=places.solvik, by=by, units=places.units, leaders=crowd.leaders)
        say("  nøkler og vakt")
        _seal(on, places, crowd, channels)
        say("  dekning")
        with at(on, "06:30"):
            build_coverage(on, organisation=places.solvik, by=by)
        say("  post")
        settle_post(on)
        settle_obligations(on)


def _seal(on: dt.date, places, crowd, channels) -> None:
    """Keys and holders, rosters, and what children wrote."""
    known, school = crowd.known, crowd.members["Solvik skole"]
    crews = {
        "Furulia barnehage": (known["mentor"], known["ansatt"], known["leder"]),
        "Solvik skole": (school[1], school[2], school[0]),
    }
    with at(on - dt.timedelta(days=210)):
        build_keys(
            readers=[person for crew in crews.values() for person in crew],
            holders=[known["koordinator"], known["redaktor"], known["nettverk"]],
            officer=known["personvern"],
            leader=known["leder"],
            organisation=places.solvik,
        )
    build_sealed(on, channels=channels, crews=crews)
