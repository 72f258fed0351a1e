"""The organisations room's door: its nouns, who may, and its verbs."""

from tryggby.organisations.access import Role, Standing, below, coordinates, is_appointed, leads, standing
from tryggby.organisations.models import (
    Appointment,
    District,
    Installation,
    Membership,
    Municipality,
    Organisation,
    Partnership,
    Service,
    Unit,
)

__all__ = [
    "Appointment",
    "District",
    "Installation",
    "Membership",
    "Municipality",
    "Organisation",
    "Partnership",
    "Role",
    "Service",
    "Standing",
    "Unit",
    "below",
    "coordinates",
    "is_appointed",
    "leads",
    "standing",
]
