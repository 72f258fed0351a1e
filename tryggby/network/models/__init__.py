"""Networks, their cities, what each has said, and what came signed."""

from tryggby.network.models.city import City, CityKey, Network, NetworkMembership
from tryggby.network.models.finding import AgreedQuestion, Finding
from tryggby.network.models.focus import FocusPoint, FocusState
from tryggby.network.models.release import CityRelease, SeenTable

__all__ = [
    "AgreedQuestion",
    "City",
    "CityKey",
    "CityRelease",
    "Finding",
    "FocusPoint",
    "FocusState",
    "Network",
    "NetworkMembership",
    "SeenTable",
]
