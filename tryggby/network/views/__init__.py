"""The room's pages."""

from tryggby.network.views.comparison import agenda, comparison, finding
from tryggby.network.views.library import advice
from tryggby.network.views.network import (
    cities,
    focus_point,
    membership_end,
    network,
    networks,
    questions,
)
from tryggby.network.views.release import (
    city,
    fetching,
    intake,
    key_end,
    published,
    release,
    releases,
    source,
)

__all__ = [
    "advice",
    "agenda",
    "cities",
    "city",
    "comparison",
    "fetching",
    "finding",
    "focus_point",
    "intake",
    "key_end",
    "membership_end",
    "network",
    "networks",
    "published",
    "questions",
    "release",
    "releases",
    "source",
]
