"""What acts on tokens, rules and the directory's accounts are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "make_scim_token": _("Laget en nøkkel for katalogen"),
    "revoke_scim_token": _("Trakk tilbake en nøkkel for katalogen"),
    "set_group_rule": _("Koblet en gruppe i katalogen til en enhet"),
    "end_group_rule": _("Fjernet koblingen mellom en gruppe i katalogen og en enhet"),
    "create_scim_account": _("Katalogen la til en konto"),
    "change_scim_account": _("Katalogen endret en konto"),
    "deactivate_scim_account": _("Katalogen deaktiverte en konto"),
    "reactivate_scim_account": _("Katalogen aktiverte en konto igjen"),
    "delete_scim_account": _("Katalogen slettet en konto"),
    "create_scim_group": _("Katalogen la til en gruppe"),
    "change_scim_group": _("Katalogen endret en gruppe"),
    "delete_scim_group": _("Katalogen slettet en gruppe"),
    "follow_directory": _("Endret navn eller e-post etter katalogen"),
}
