"""The people of the room's tests."""

from tryggby.events.tests.people import kari, leif, odd, solvik

__all__ = ["kari", "leif", "odd", "solvik"]
