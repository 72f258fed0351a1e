"""The days of the week, by number and in the words of whoever reads."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SUNDAY = 6
DAYS = [
    (0, gettext_lazy("mandag")),
    (1, gettext_lazy("tirsdag")),
    (2, gettext_lazy("onsdag")),
    (3, gettext_lazy("torsdag")),
    (4, gettext_lazy("fredag")),
    (5, gettext_lazy("lørdag")),
    (SUNDAY, gettext_lazy("søndag")),
]
# What one chooses among: a public holiday is as a Sunday.
CHOICES = [*DAYS[:SUNDAY], (SUNDAY, gettext_lazy("søndag og helligdager"))]


def day_words(numbers) -> str:
    """Some days in a sentence: «mandag, onsdag og fredag»."""
    return get_text_list([str(dict(DAYS)[number]) for number in numbers], _("og"))
