"""What editors do with texts beside writing them: read each other's, publish, and note what a professional said."""

from django.db import transaction

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.knowledge.models.reading import ExpertReview
from tryggby.knowledge.release import approve_text

__all__ = ["approve_text", "confirm_expert_review"]


@transaction.atomic
def confirm_expert_review(*, by, page, reviewer: str, on=None, note: str = "") -> ExpertReview:
    """A professional has checked the published text as it is now."""
    from tryggby.knowledge.showing import rendering_of

    review = ExpertReview.objects.create(
        page_id=page.pk,
        digest=rendering_of(page).digest,
        reviewer=reviewer,
        on=on or today(),
        note=note,
        recorded_by=by,
    )
    record(by=by, verb="confirm_expert_review", of=review, page=page.pk)
    transaction.on_commit(_purge)
    return review


def _purge() -> None:
    from tryggby.ui.door import forget_kept_pages

    forget_kept_pages()
