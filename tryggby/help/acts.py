"""What acts on help lines and law snippets are called in the log."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "add_help_line": _("La til et hjelpetilbud"),
    "edit_help_line": _("Endret et hjelpetilbud"),
    "check_help_line": _("Kontrollerte et hjelpetilbud"),
    "withdraw_help_line": _("Tok bort et hjelpetilbud"),
    "add_law_snippet": _("La til en lovhjemmel"),
    "edit_law_snippet": _("Endret en lovhjemmel"),
    "check_law_snippet": _("Kontrollerte en lovhjemmel"),
    "withdraw_law_snippet": _("Tok bort en lovhjemmel"),
    "forget_checkers": _("Slettet hvem som sist kontrollerte det som er tatt bort"),
    "load_help": _("La inn startsettet for hjelp"),
}
