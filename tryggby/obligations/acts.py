"""What acts on requirements, leaves and waivers are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "change_requirement": _("Endret et krav"),
    "draft_requirement": _("Skrev et krav"),
    "discard_requirement": _("Forkastet en kladd til et krav"),
    "end_leave": _("Avsluttet en permisjon"),
    "end_requirement": _("Avsluttet et krav"),
    "end_waiver": _("Trakk tilbake et fritak"),
    "forget_absences": _("Slettet gamle permisjoner og fritak"),
    "forget_digests": _("Slettet gamle ukebrev fra oversikten"),
    "import_leaves": _("Leste inn permisjoner"),
    "note_leave": _("Noterte en permisjon"),
    "put_in_force": _("Satte et krav i kraft"),
    "reckon_obligations": _("Regnet ut hvem kravene gjelder"),
    "send_digests": _("Sendte ukebrev til ledere"),
    "waive": _("Ga fritak fra et krav"),
    "want_digest": _("Endret valget om ukebrev"),
}
