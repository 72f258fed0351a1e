"""What acts in the network are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "agree_on_question": _("Ble enige om et spørsmål i nettverket"),
    "date_city_membership": _("Rettet datoene for en bys plass i nettverket"),
    "drop_finding": _("Tok et funn av sakslista"),
    "drop_question": _("Tok et spørsmål ut av nettverket"),
    "end_city_key": _("Trakk tilbake nøkkelen til en by"),
    "end_city_membership": _("Avsluttet en bys plass i nettverket"),
    "finish_finding": _("Behandlet et funn på sakslista"),
    "found_network": _("Opprettet et nettverk"),
    "join_city": _("Tok inn en by i nettverket"),
    "lift_finding": _("Satte et funn på sakslista"),
    "move_finding": _("Flyttet et funn til et annet møte"),
    "name_city": _("Rettet navnet på en by"),
    "name_network": _("Ga et nettverk nytt navn eller ny kode"),
    "publish_release": _("Slapp tall til nettverket"),
    "renew_release": _("Slapp tallene på nytt uten råd som er trukket tilbake"),
    "set_focus_state": _("Skrev hvor byen står i et fokuspunkt"),
    "set_source": _("Skrev hvor tallene til en by hentes"),
    "take_away_release": _("Tok bort tallene fra en by"),
    "take_in_release": _("Tok imot tall fra en by"),
    "trust_city_key": _("Stolte på nøkkelen til en by"),
}
