"""What this room holds about people, in words for the privacy officer."""

from django.utils.translation import gettext_lazy as _

from tryggby.audit.door import Held, tell_held
from tryggby.knowledge.models import Article, ExpertReview, News, PlainPage, SecondReading
from tryggby.people.door import NAME_GOES

TEXTS = _("Hvem som laget teksten, skrev hver versjon og har låst den.")
PUBLISH = _("At redaktørene svarer for det de publiserer.")
EDITORS = _("Redaktørene.")
WITH_TEXT = _("Blir stående sammen med teksten.")

tell_held(
    _("Kunnskap og nyheter"),
    {
        Article: Held(
            name=_("Artikler"),
            what=TEXTS,
            why=PUBLISH,
            who=EDITORS,
            kept=NAME_GOES,
        ),
        News: Held(
            name=_("Nyheter"),
            what=TEXTS,
            why=PUBLISH,
            who=EDITORS,
            kept=NAME_GOES,
        ),
        PlainPage: Held(
            name=_("Sider"),
            what=TEXTS,
            why=PUBLISH,
            who=EDITORS,
            kept=NAME_GOES,
        ),
        SecondReading: Held(
            name=_("Gjennomlesinger"),
            what=_("Hvilken redaktør som leste."),
            why=_("At to svarer for hver tekst til barn."),
            who=EDITORS,
            kept=WITH_TEXT,
        ),
        ExpertReview: Held(
            name=_("Faglig kontroll"),
            what=_("Fagpersonens navn og rolle, og redaktøren som skrev det ned."),
            why=_("Vise leserne hvem som svarer for innholdet."),
            who=_("Alle ser fagpersonen. Redaktørene ser resten."),
            kept=WITH_TEXT,
        ),
    },
)
