"""What the organisations room stores about a person, and what its acts are called."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.audit.door import name_verbs
from tryggby.ground.door import demo_stands
from tryggby.organisations.models import Appointment, Membership
from tryggby.people.door import AFTER_LEAVING, Stored, tell_what_is_stored

ACTS = {
    "accept_staff": gettext_lazy("Lagret enheter og ansatte fra fil"),
    "add_district": gettext_lazy("La til en bydel"),
    "add_membership": gettext_lazy("La til en person i en enhet"),
    "add_organisation": gettext_lazy("La til en organisasjon"),
    "add_unit": gettext_lazy("La til en enhet"),
    "agree_partnership": gettext_lazy("Inngikk en avtale om samarbeid"),
    "appoint": gettext_lazy("Ga noen en rolle"),
    "ask_acceptance": gettext_lazy("Godkjente en stor fil med enheter og ansatte"),
    "change_membership": gettext_lazy("Endret en stillingsprosent"),
    "close_unit": gettext_lazy("Stengte en enhet"),
    "dismiss_staff": gettext_lazy("Forkastet en opplastet fil"),
    "end_appointment": gettext_lazy("Avsluttet en rolle"),
    "end_membership": gettext_lazy("Avsluttet en tilhørighet"),
    "end_partnership": gettext_lazy("Avsluttet en avtale om samarbeid"),
    "close_leavers": gettext_lazy("Stengte tilgangen for dem som har sluttet"),
    "leave_organisation": gettext_lazy("Avsluttet alle tilhørigheter og roller for en som har sluttet"),
    "change_contact": gettext_lazy("Endret kontaktadressen på nettsiden"),
    "change_face": gettext_lazy("Endret navn, avdeling eller farge på alle sidene"),
    "set_up_installation": gettext_lazy("Satte opp løsningen"),
    "upload_staff": gettext_lazy("Lastet opp en fil med enheter og ansatte"),
}


def begin() -> None:
    """Called once at start-up."""
    from tryggby.organisations.demo import build_demo

    name_verbs(**ACTS)
    demo_stands.connect(build_demo, dispatch_uid="organisations.demo")
    tell_what_is_stored.connect(stored_places, dispatch_uid="organisations.stored")


def stored_places(sender, person, **kwargs) -> Stored:
    """Where a person works and which roles they have, now and before."""
    places = Membership.objects.filter(person=person).select_related("unit").order_by("since", "id")
    roles = Appointment.objects.filter(person=person).select_related("organisation").order_by("since", "id")
    rows = [[held.unit.name, f"{held.get_role_display()}, {held.share} %", _period(held)] for held in places]
    rows += [[held.organisation.name, held.get_role_display(), _period(held)] for held in roles]
    return Stored(
        title=_("Hvor du jobber, og hvilke roller du har"),
        why=_("For å gi deg riktig tilgang og planlegge opplæring. Lederen din og koordinatoren ser det."),
        kept=str(AFTER_LEAVING),
        heads=[_("Sted"), _("Rolle"), _("Gjelder")],
        rows=rows,
    )


def _period(held) -> str:
    return f"{held.since:%d.%m.%Y} –" + (f" {held.until:%d.%m.%Y}" if held.until else "")
