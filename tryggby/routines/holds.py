"""What this room holds about people, in words for the privacy officer."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.routines.jobs import KEPT_MONTHS
from tryggby.routines.models import Adoption, PlanPoint, RoutineReview, SelfReview

tell_held(
    _("Rutiner og egenvurdering"),
    {
        Adoption: Held(
            name=_("Vedtatte rutiner"),
            what=_("Hvilken leder som vedtok rutinen."),
            why=_("At noen svarer for rutinen."),
            who=_("De som jobber i enheten, lederne deres og koordinatorene."),
            kept=format_lazy(_("Navnet tas bort etter {years} år. Rutinen blir stående."), years=KEPT_MONTHS // 12),
        ),
        RoutineReview: Held(
            name=_("Gjennomganger av rutiner"),
            what=_("Hvilken leder som skrev den."),
            why=_("At noen svarer for det."),
            who=_("De som jobber i enheten, lederne deres og koordinatorene."),
            kept=format_lazy(
                _("Navnet tas bort etter {years} år. Gjennomgangen blir stående."), years=KEPT_MONTHS // 12
            ),
        ),
        SelfReview: Held(
            name=_("Egenvurderinger"),
            what=_("Hvilken leder som begynte møtet. Hvem som sa hvilket tall, lagres aldri."),
            why=_("At noen leder møtet."),
            who=_("De som jobber i enheten, og lederen der."),
            kept=format_lazy(_("Navnet tas bort etter {years} år. Svarene blir stående."), years=KEPT_MONTHS // 12),
        ),
        PlanPoint: Held(
            name=_("Planen etter egenvurdering"),
            what=_("Hvilken kollega som har lovet noe."),
            why=_("At det blir gjort."),
            who=_("De som jobber i enheten, og lederen der."),
            kept=format_lazy(
                _("Navnet tas bort {years} år etter fristen. Planen blir stående."), years=KEPT_MONTHS // 12
            ),
        ),
    },
)
