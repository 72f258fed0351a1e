"""The routines room's door."""

__all__: list[str] = []
