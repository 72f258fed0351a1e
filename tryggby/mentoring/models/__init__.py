"""Mandates, practices and who was there."""

from tryggby.mentoring.models.mandate import Mandate
from tryggby.mentoring.models.participation import Participation
from tryggby.mentoring.models.practice import Practice

__all__ = ["Mandate", "Participation", "Practice"]
