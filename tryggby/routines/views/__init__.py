"""The room's pages."""

from tryggby.routines.views.child import (
    safe_person,
    safe_person_adult,
    safe_person_card,
    sharing_paper,
    sharing_plan,
)

__all__ = ["safe_person", "safe_person_adult", "safe_person_card", "sharing_paper", "sharing_plan"]
