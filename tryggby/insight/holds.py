"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.insight.models import EffectReport, MainPost
from tryggby.insight.models.report import KEPT

tell_held(
    _("Tall og rapporter"),
    {
        EffectReport: Held(
            name=_("Rapporter om effekt"),
            what=_("Hvem som ba om rapporten."),
            why=_("Si fra hvor langt den er kommet."),
            who=_("Koordinatorene for organisasjonen."),
            kept=format_lazy(_("Slettes med filene etter {days} dager."), days=KEPT.days),
        ),
        MainPost: Held(
            name=_("Hovedstilling"),
            what=_("Hvilken enhet noen telles i."),
            why=_("Telle hver person én gang."),
            who=_("Ingen. Bare summene vises."),
            kept=_("Så lenge personen jobber der."),
        ),
    },
)
