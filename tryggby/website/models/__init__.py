"""The tables of the front hall: what people write to the municipality, and what the project says of itself."""

from .contact import ContactAnswer, ContactMessage, ContactPurge
from .project import Project

__all__ = ["ContactAnswer", "ContactMessage", "ContactPurge", "Project"]
