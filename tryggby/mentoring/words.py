"""Sentences said in more than one place."""

from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.mentoring.figures import Gap
from tryggby.mentoring.reach import Reach
from tryggby.ui.door import date_format


def gap_text(gap: Gap | None) -> str:
    """«Amina slutter 1. mars – hvem er neste?»; empty when there is no gap."""
    if gap is None:
        return ""
    if gap.kind == "none" or gap.day is None:
        return _("Enheten har ingen mentor ennå.")
    facts = {"name": gap.person, "day": date_format(gap.day, "j. F")}
    if gap.day < today():
        return _("%(name)s sluttet som mentor %(day)s – hvem er neste?") % facts
    return _("%(name)s slutter %(day)s – hvem er neste?") % facts


def reach_tiles(reach: Reach) -> list[dict]:
    """The four links of the chain, as tiles: appointed, trained, has held practice, colleagues reached."""
    return [
        {"number": reach.appointed, "text": _("mentorer har mandat"), "color": "accent"},
        {
            "number": reach.trained,
            "of": _of(reach.appointed),
            "text": _("av dem har fått opplæring"),
            "color": "accent",
        },
        {"number": reach.held_3, "of": _of(reach.appointed), "text": _("har holdt øving siste tre måneder")},
        {
            "number": reach.reached_12,
            "of": _of(reach.colleagues),
            "text": _("kollegaer har vært med siste tolv måneder"),
        },
    ]


def month_points(months) -> list[tuple[str, int]]:
    """Practices per month with the month's short name."""
    return [(date_format(first, "b"), count) for first, count in months]


def _of(total: int) -> str:
    return _("av %(total)s") % {"total": total}
