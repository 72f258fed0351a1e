"""Figures said so that nobody can be picked out: words instead of numbers where a group is small."""

from django.utils.translation import gettext as _

from tryggby.insight.suppression import LIMIT


def share_words(done: int, total: int) -> str:
    """«12 av 29», or words when those who have, or those who have not, are fewer than five. Pure."""
    rest = total - done
    if total < LIMIT:
        return _("vises ikke")
    if not done:
        return _("ingen ennå")
    if done < LIMIT:
        return _("noen få")
    if 0 < rest < LIMIT:
        return _("nesten alle")
    return _("%(n)d av %(all)d") % {"n": done, "all": total}
