"""The people of the room's tests."""

from tryggby.voices.tests.people import channel, fjell, kari, odd, randi, solvik

__all__ = ["channel", "fjell", "kari", "odd", "randi", "solvik"]
