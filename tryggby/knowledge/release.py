"""What is asked before a text goes out: that another editor has read it. One entry in the log when it does."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from tryggby.audit.door import record
from tryggby.knowledge.models.address import OldAddress
from tryggby.knowledge.models.reading import SecondReading


@transaction.atomic
def approve_text(*, by, revision) -> SecondReading:
    """A second editor has read this revision; the writer of it is refused. `by=None`: it came with the product."""
    if by is not None and (revision.user_id is None or revision.user_id == by.pk):
        raise PermissionDenied(_("Den som skrev teksten, kan ikke godkjenne den."))
    reading, new = SecondReading.objects.get_or_create(revision=revision, defaults={"reader": by})
    if new and by is not None:
        record(by=by, verb="approve_text", of=reading, page=revision.object_id)
    return reading


def check_second_reader(*, page, revision) -> None:
    """Raise PermissionDenied when the text is, or was, for children and nobody else has read this revision."""
    from tryggby.knowledge.models.article import Article

    wanted = revision.as_object()
    was = Article.objects.filter(pk=page.pk, audience=Article.Audience.CHILD, live=True).exists()
    if (wanted.for_children or was) and not SecondReading.objects.filter(revision=revision).exists():
        raise PermissionDenied(_("Tekster for barn skal leses av en annen redaktør før de publiseres."))


def note_publishing(*, by, page, before: str | None = None) -> None:
    """One entry in the log; and an address that the text no longer has, leads on to the new one."""
    now = Page.objects.values_list("slug", flat=True).get(pk=page.pk)
    if before and before != now:
        OldAddress.objects.get_or_create(page_id=page.pk, slug=before)
    record(by=by, verb="publish_text", of=page, title=page.title, language=page.locale.language_code)
