"""The cities of the room's tests."""

from tryggby.network.tests.cities import solvik

__all__ = ["solvik"]
