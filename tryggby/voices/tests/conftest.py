"""The people of the room's tests."""

from tryggby.voices.tests.crew import crew, lise, omar, time_machine_at
from tryggby.voices.tests.monday import clock, weekdays
from tryggby.voices.tests.people import channel, fjell, kari, odd, randi, solvik

__all__ = [
    "channel",
    "clock",
    "crew",
    "fjell",
    "kari",
    "lise",
    "odd",
    "omar",
    "randi",
    "solvik",
    "time_machine_at",
    "weekdays",
]
