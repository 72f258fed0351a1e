"""What acts on routines are called in the log. What a child and an adult make together is no act: nothing is kept."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "adopt_routine": _("Vedtok en rutine"),
}
