"""The insight room's door."""


def public_figures() -> list[dict]:
    """Tiles for the front page: whole-installation totals with small groups hidden; empty when nothing may be shown."""
    return []


__all__ = ["public_figures"]
