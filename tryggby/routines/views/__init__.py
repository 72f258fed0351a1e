"""The room's pages."""

from tryggby.routines.views.adopted import adoption, review
from tryggby.routines.views.child import (
    safe_person,
    safe_person_adult,
    safe_person_card,
    sharing_paper,
    sharing_plan,
)
from tryggby.routines.views.export import action_plan, action_plan_md, action_plan_pdf, action_plan_word
from tryggby.routines.views.self_review import closing, item, plan, point, removal, self_review, self_reviews
from tryggby.routines.views.shelf import adaptation, adopting, new_version, routine, shelf

__all__ = [
    "action_plan",
    "action_plan_md",
    "action_plan_pdf",
    "action_plan_word",
    "adaptation",
    "adopting",
    "adoption",
    "closing",
    "item",
    "new_version",
    "plan",
    "point",
    "removal",
    "review",
    "routine",
    "safe_person",
    "safe_person_adult",
    "safe_person_card",
    "self_review",
    "self_reviews",
    "sharing_paper",
    "sharing_plan",
    "shelf",
]
