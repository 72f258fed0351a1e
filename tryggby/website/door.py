"""The website room's door: nothing stands above it."""

__all__ = []
