"""The people room's door."""

from tryggby.people.models import Person, normalise_email

__all__ = ["Person", "normalise_email"]
