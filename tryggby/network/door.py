"""The network's door."""

from tryggby.network.models import City, CityRelease, Finding, Network
from tryggby.network.refusal import Refused

__all__ = ["City", "CityRelease", "Finding", "Network", "Refused", "build_demo", "build_neighbour_demo"]


def build_demo(on, **around) -> Network:
    """The demo city's network as if it is `on`: `organisation` and `by` as keywords."""
    from tryggby.network.demo import build

    return build(on, **around)


def build_neighbour_demo(on, **around) -> Network:
    """The neighbour city's side of it: `organisation` and `by` as keywords."""
    from tryggby.network.demo import build_neighbour

    return build_neighbour(on, **around)
