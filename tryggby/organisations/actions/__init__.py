"""The verbs of the room, by noun: organisations, units, memberships, appointments, the installation."""

from tryggby.organisations.actions.appointments import LastCoordinator, appoint, appoint_colleague, end_appointment
from tryggby.organisations.actions.leaving import Left, close_leavers, leave_organisation
from tryggby.organisations.actions.memberships import add_colleague, add_membership, change_membership, end_membership
from tryggby.organisations.actions.organisations import (
    add_district,
    add_organisation,
    add_partner,
    agree_partnership,
    change_contact,
    change_face,
    end_partnership,
    set_up_installation,
)
from tryggby.organisations.actions.repeats import made_before
from tryggby.organisations.actions.staff import (
    NotSure,
    PlanBlocked,
    PlanChanged,
    accept_staff,
    ask_acceptance,
    carry_out_staff,
    dismiss_staff,
    is_blocked,
    plan_of,
    prepare_staff,
    upload_staff,
)
from tryggby.organisations.actions.units import add_unit, close_unit

__all__ = [
    "LastCoordinator",
    "Left",
    "NotSure",
    "PlanBlocked",
    "PlanChanged",
    "accept_staff",
    "add_colleague",
    "add_district",
    "add_membership",
    "add_organisation",
    "add_partner",
    "add_unit",
    "agree_partnership",
    "appoint",
    "appoint_colleague",
    "ask_acceptance",
    "carry_out_staff",
    "change_contact",
    "change_face",
    "change_membership",
    "close_leavers",
    "close_unit",
    "dismiss_staff",
    "end_appointment",
    "end_membership",
    "end_partnership",
    "is_blocked",
    "leave_organisation",
    "made_before",
    "plan_of",
    "prepare_staff",
    "set_up_installation",
    "upload_staff",
]
