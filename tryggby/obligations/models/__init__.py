"""Requirements, the duties they give each person, absences and waivers, runs of the reckoning, weekly letters."""

from tryggby.obligations.models.absence import Leave, Waiver
from tryggby.obligations.models.digest import Digest, DigestOptOut
from tryggby.obligations.models.obligation import Obligation, Renewal
from tryggby.obligations.models.reckoning import Affected, Reckoning
from tryggby.obligations.models.requirement import Requirement

__all__ = [
    "Affected",
    "Digest",
    "DigestOptOut",
    "Leave",
    "Obligation",
    "Reckoning",
    "Renewal",
    "Requirement",
    "Waiver",
]
