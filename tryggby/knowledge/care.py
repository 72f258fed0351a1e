"""How a text stands: readability, sources, readers, date of control, translation, newer edition."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.knowledge.lix import LIMITS, lix_of_body
from tryggby.knowledge.models import Article, ExpertReview, Rendering, SecondReading, Shipment
from tryggby.knowledge.showing import lags

VOICES = {"child", "user_organisation"}
GROUNDS = {"research", "law"}


@dataclass
class Care:
    """What an editor should know about a text; `warnings` say what is missing, `notes` how it is."""

    lix: float | None = None
    limit: int | None = None
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def too_hard(self) -> bool:
        """True above the limit for its readers."""
        return self.lix is not None and self.limit is not None and self.lix > self.limit


def care(page) -> Care:
    """How a text stands, draft or published."""
    found = Care(lix=lix_of_body(page.body) if page.body else None)
    if page.pk and lags(page):
        found.warnings.append(_("Bokmålsteksten er endret siden oversettelsen."))
    if not isinstance(page, Article):
        return found
    found.limit = LIMITS[page.audience]
    if found.too_hard:
        found.warnings.append(_("Teksten er tyngre enn målet for leserne. Prøv kortere setninger og kjentere ord."))
    kinds = {source.kind for source in page.sources.all()}
    found.warnings += missing_sources(kinds)
    if page.editor_notes.strip():
        found.notes.append(_("Notat: {note}").format(note=page.editor_notes))
    if page.pk:
        _readers(page, found)
    return found


def missing_sources(kinds: set[str]) -> list[str]:
    """What an article should build on, and does not."""
    missing = []
    if not kinds & VOICES:
        missing.append(_("Kilder mangler: minst én fra barn og unge eller en brukerorganisasjon."))
    if not kinds & GROUNDS:
        missing.append(_("Kilder mangler: minst én fra forskning eller lov."))
    return missing


def _readers(page: Article, found: Care) -> None:
    if page.for_children:
        read = SecondReading.objects.filter(revision=page.latest_revision_id).exists()
        found.notes.append(_("Lest av en annen redaktør.") if read else _("Skal leses av en annen redaktør."))
    checked = ExpertReview.objects.filter(page=page.pk).first()
    kept = Rendering.objects.filter(page=page.pk).first()
    if checked is None:
        found.warnings.append(_("Faglig kontroll gjenstår."))
    elif kept is not None and kept.digest != checked.digest:
        found.warnings.append(_("Endret siden den faglige kontrollen."))
    if page.review_on and page.review_on < today():
        found.warnings.append(_("Skulle vært kontrollert igjen."))
    if Shipment.objects.waiting().filter(page=page.pk).exists():
        found.warnings.append(_("En ny utgave finnes."))
