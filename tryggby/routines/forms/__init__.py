"""What people fill in: own words on a routine, an adoption, a look, and a self-review."""

from tryggby.routines.forms.routine import AdaptForm, AdoptForm, ReviewForm, VersionForm
from tryggby.routines.forms.self_review import DueForm, HandForm, ItemForm, PointForm

__all__ = ["AdaptForm", "AdoptForm", "DueForm", "HandForm", "ItemForm", "PointForm", "ReviewForm", "VersionForm"]
