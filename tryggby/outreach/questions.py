"""The three questions asked after an oppvekst day, a talk or a visit, and the faces one answers with."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "useful": _("Hvor nyttig var det for arbeidet ditt?"),
    "children": _("Hvor tydelig kom barnas råd fram?"),
    "try": _("Hvor sikker er du på at du vil prøve noe av dette?"),
}
FACES = ((1, _("Svært lite")), (2, _("Lite")), (3, _("Midt imellom")), (4, _("Mye")), (5, _("Svært mye")))
# Fewer answers than this are not shown.
ENOUGH = 5
