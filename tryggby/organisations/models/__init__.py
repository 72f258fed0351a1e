"""Organisations, units, memberships, appointments and the installation itself."""

from tryggby.organisations.models.appointment import Appointment
from tryggby.organisations.models.installation import Installation
from tryggby.organisations.models.membership import Membership
from tryggby.organisations.models.organisation import District, Municipality, Organisation, Service
from tryggby.organisations.models.partnership import Partnership
from tryggby.organisations.models.staff_import import StaffImport
from tryggby.organisations.models.token import Token, digest_of
from tryggby.organisations.models.unit import Unit

__all__ = [
    "Appointment",
    "District",
    "Installation",
    "Membership",
    "Municipality",
    "Organisation",
    "Partnership",
    "Service",
    "StaffImport",
    "Token",
    "Unit",
    "digest_of",
]
