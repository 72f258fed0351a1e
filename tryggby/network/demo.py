"""The demo's network: nine cities, one that has not released, one that left, one that looks on; a board and an agenda.
Beside it a network that the own city left.

The other cities come as shipped, signed files (`cities/`). They are taken in by the same door as any file; nobody has
the keys they were signed with any more.
"""

import datetime as dt
import hashlib
import json
from contextlib import contextmanager
from pathlib import Path

from tryggby.ground.door import oslo, travel
from tryggby.network import actions
from tryggby.network.models import City, Network
from tryggby.network.reading import Releases
from tryggby.network.refusal import Refused

FOLDER = Path(__file__).parent / "cities"
PURPOSE = "Byene vil at barn skal møte tjenester som er trygge, og lærer av hverandre og av barna."
CHECKED = "Lest opp for hverandre i et møte"
AGREED = ("hort", "trygg", "vaere")
CHANGED_KEY = "9913"
# What the cities noticed something in.
NOTICED = ("skole.from13.hort.1.five", "skole.from13.trygg.1.five")
# Days ago, point, state, routine, evidence, next step.
STATES = [
    (330, 1, "talking", "", "", "Møte med alle tjenestelederne"),
    (300, 2, "writing", "", "", "Prøve utkastet i to enheter"),
    (210, 1, "writing", "", "", "Høring hos barn og ansatte"),
    (120, 2, "adopted", "Trygg deling, utgave 1", "", "Øve på den første samtalen"),
    (95, 5, "adopted", "Råd fra barn, utgave 1", "", "Svare innen to uker"),
    (60, 3, "writing", "", "", "Spørre barna hva kortet skal si"),
    (40, 5, "lived", "Råd fra barn, utgave 1", "Barna sa – vi gjorde har svar fra fem enheter", "Flere språk"),
    (25, 6, "talking", "", "", "Øve sammen med politiet"),
]
NEIGHBOUR_STATES = [
    (80, 1, "talking", "", "", "Samle rektorer og styrere"),
    (60, 3, "adopted", "Den du stoler på, utgave 1", "", "Lage kort som barna kan ha i lomma"),
    (30, 5, "writing", "", "", "Prøve i to klasser"),
]


def build(on: dt.date, *, organisation, by) -> Network:
    """Build as if it is `on`; `by` is the network coordinator."""
    with _at(on - dt.timedelta(days=390)):
        network = actions.found_network(by=by, organisation=organisation, name="Storbynettverket", purpose=PURPOSE)
        for slug in AGREED:
            actions.agree_on_question(by=by, network=network, slug=slug)
    own = City.objects.get(organisation=organisation)
    _join(on, network, organisation, by)
    for days, number, state, routine, evidence, step in STATES:
        with _at(on - dt.timedelta(days=days)):
            actions.set_focus_state(
                by=by,
                point=network.points.get(number=number),
                city=own,
                state=state,
                routine=routine,
                evidence=evidence,
                next_step=step,
            )
    with _at(on - dt.timedelta(days=2)):
        for city in _shipped():
            _take_in(by, city["number"])
    with _at(on - dt.timedelta(days=1)):
        actions.publish_release(by=by, city=own)
        _findings(on, network, by)
    return network


def build_neighbour(on: dt.date, *, organisation, by) -> Network:
    """The neighbour city's side of the same network, before it has released anything."""
    with _at(on - dt.timedelta(days=100)):
        network = actions.found_network(by=by, organisation=organisation, name="Storbynettverket", purpose=PURPOSE)
        for slug in AGREED:
            actions.agree_on_question(by=by, network=network, slug=slug)
        actions.join_city(by=by, network=network, number="9901", name="Solvik")
    own = City.objects.get(organisation=organisation)
    for days, number, state, routine, evidence, step in NEIGHBOUR_STATES:
        with _at(on - dt.timedelta(days=days)):
            point = network.points.get(number=number)
            said = {"state": state, "routine": routine, "evidence": evidence, "next_step": step}
            actions.set_focus_state(by=by, point=point, city=own, **said)
    return network


def _join(on: dt.date, network: Network, organisation, by) -> None:
    """Members with keys, one of which was changed, one without figures yet, one that left, and an observer."""
    with _at(on - dt.timedelta(days=380)):
        for city in _shipped():
            place = actions.join_city(by=by, network=network, number=city["number"], name=city["name"])
            actions.trust_city_key(by=by, city=place.city, public=city["public"], checked=CHECKED)
        left = actions.join_city(by=by, network=network, number="9919", name="Åsvik")
    with _at(on - dt.timedelta(days=100)):
        actions.end_city_membership(by=by, membership=left, until=on - dt.timedelta(days=100))
        actions.join_city(by=by, network=network, number="9918", name="Bærheim")
        actions.join_city(by=by, network=network, number="9920", name="Ytrevik", kind="observer")
    _changed_key(on, by)
    _left(on, organisation, by)


def _changed_key(on: dt.date, by) -> None:
    """A city that lost its first key; nothing signed with it is taken in any more."""
    city = City.objects.get(number=CHANGED_KEY)
    with _at(on - dt.timedelta(days=379)):
        first = hashlib.sha256(b"the first key of the demo's Granhavn").hexdigest()
        key = actions.trust_city_key(by=by, city=city, public=first, checked=CHECKED)
    with _at(on - dt.timedelta(days=300)):
        actions.end_city_key(by=by, key=key)


def _left(on: dt.date, organisation, by) -> None:
    """A network that the city tried and left, and can come back to."""
    with _at(on - dt.timedelta(days=385)):
        network = actions.found_network(by=by, organisation=organisation, name="Fjordnettverket")
    with _at(on - dt.timedelta(days=200)):
        place = network.memberships.get()
        actions.end_city_membership(by=by, membership=place, until=on - dt.timedelta(days=201))


def _take_in(by, number: str) -> None:
    """A shipped file; on a day before it was made it is refused, as any file from the future."""
    try:
        actions.take_in_release(by=by, raw=(FOLDER / f"{number}.json").read_bytes())
    except Refused as refusal:
        if refusal.why not in {"clock", "expired"}:
            raise


def _findings(on: dt.date, network: Network, by) -> None:
    """One that was dealt with, one that waits."""
    known = {choice.scope for choice in Releases(network, frozenset()).choices()}
    if not known.issuperset(NOTICED):
        return
    heard, safe = NOTICED
    first = actions.lift_finding(
        by=by,
        network=network,
        scope=heard,
        text="Færre svarer «ja, veldig» enn vi hadde trodd. Hva gjør byene når barn ikke blir hørt?",
        meets_on=on,
    )
    actions.finish_finding(
        by=by, finding=first, decided="Hver by spør tre enheter hva de gjør, og forteller i neste møte."
    )
    actions.lift_finding(
        by=by,
        network=network,
        scope=safe,
        text="Svarene er ulike fra by til by. Har det med hvordan vi spør?",
        meets_on=on + dt.timedelta(days=16),
    )


def _shipped() -> list[dict]:
    return json.loads((FOLDER / "keys.json").read_text("utf-8"))


@contextmanager
def _at(day: dt.date):
    with travel(oslo(day, dt.time(9))):
        yield
