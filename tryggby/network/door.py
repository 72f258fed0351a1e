"""The network's door."""

from tryggby.network.models import City, CityRelease, Finding, Network
from tryggby.network.refusal import Refused

__all__ = ["City", "CityRelease", "Finding", "Network", "Refused", "build_demo"]


def build_demo(on, **around) -> Network:
    """The demo city's network as if it is `on`: `organisation` and `by` as keywords."""
    from tryggby.network.demo import build

    return build(on, **around)
