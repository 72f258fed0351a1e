"""How all articles stand, for the editors' overview."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from tryggby.ground.door import today
from tryggby.knowledge.care import missing_sources
from tryggby.knowledge.lix import LIMITS
from tryggby.knowledge.models import Article, ExpertReview, Rendering, Shipment, Source


@dataclass
class Row:
    """One article and what needs care."""

    article: Article
    lix: float | None
    too_hard: bool
    missing: bool
    unchecked: bool
    overdue: bool
    lags: bool
    shipment: Shipment | None

    @property
    def calm(self) -> bool:
        """True when nothing needs care."""
        return not (self.too_hard or self.missing or self.unchecked or self.overdue or self.lags or self.shipment)


def articles_to_care_for():
    """All articles, drafts too, in every language; without their bodies."""
    checked = ExpertReview.objects.filter(page=OuterRef("pk")).order_by("-on", "-pk").values("digest")[:1]
    original = (
        Rendering.objects.filter(
            page__translation_key=OuterRef("translation_key"), page__locale__language_code="nb", page__live=True
        )
        .order_by("pk")
        .values("digest")[:1]
    )
    return (
        Article.objects.defer("body")
        .select_related("locale", "theme", "rendering", "shipment")
        .prefetch_related(Prefetch("sources", Source.objects.only("article", "kind", "sort_order")))
        .annotate(checked=Subquery(checked), original=Subquery(original))
    )


def row_of(article) -> Row:
    """How one article of the list stands."""
    kept = getattr(article, "rendering", None)
    shipment = getattr(article, "shipment", None)
    lix = float(kept.lix) if kept else None
    return Row(
        article=article,
        lix=lix,
        too_hard=lix is not None and lix > LIMITS[article.audience],
        missing=bool(missing_sources({source.kind for source in article.sources.all()})),
        unchecked=not article.checked or bool(kept and kept.digest != article.checked),
        overdue=bool(article.review_on and article.review_on < today()),
        lags=article.language != "nb" and bool(article.follows) and article.follows != (article.original or ""),
        shipment=shipment if shipment and shipment.offered else None,
    )
