"""The certificates room's door."""

from tryggby.certificates.earned import Earned, earned_by
from tryggby.certificates.models import Certificate

__all__ = ["Certificate", "Earned", "earned_by"]
