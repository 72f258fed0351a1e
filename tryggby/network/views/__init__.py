"""The room's pages."""

from tryggby.network.views.city import city, city_name, fetching, figures_end, key_end, source
from tryggby.network.views.comparison import agenda, comparison, finding, finding_removal
from tryggby.network.views.library import advice
from tryggby.network.views.network import (
    cities,
    focus_point,
    membership,
    membership_end,
    naming,
    network,
    networks,
    questions,
)
from tryggby.network.views.release import (
    intake,
    published,
    release,
    releases,
)

__all__ = [
    "advice",
    "agenda",
    "cities",
    "city",
    "city_name",
    "comparison",
    "fetching",
    "figures_end",
    "finding",
    "finding_removal",
    "focus_point",
    "intake",
    "key_end",
    "membership",
    "membership_end",
    "naming",
    "network",
    "networks",
    "published",
    "questions",
    "release",
    "releases",
    "source",
]
