"""What is held about people, in words for the privacy officer: each room tells of its own models in `holds.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Held:
    """What the rows of one model tell about people; translatable texts, none of them empty."""

    name: Any
    what: Any
    why: Any
    who: Any
    kept: Any


# Rooms in the order in which they told; a translatable name is no key of a dictionary.
TOLD: list[tuple[Any, Mapping[type[models.Model], Held]]] = []


def tell_held(room, held: Mapping[type[models.Model], Held]) -> None:
    """Tell of a room's models under the room's (translatable) name, in the order a reader should meet them."""
    TOLD.append((room, held))


def all_held() -> list[tuple[Any, Mapping[type[models.Model], Held]]]:
    """What the rooms have told, each with its name, in the order of the rooms."""
    return list(TOLD)
