"""The obligations room's door: requirements, obligations, leaves, waivers, letters, and how they are reckoned."""

from tryggby.obligations.models import Digest, Leave, Obligation, Requirement, Waiver

__all__ = ["Digest", "Leave", "Obligation", "Requirement", "Waiver"]
