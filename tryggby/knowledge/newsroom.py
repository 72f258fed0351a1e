"""Puts a piece of news out without the editors' place: for the demo city, and for texts that come from elsewhere."""

from django.db import transaction

from tryggby.knowledge.file import blocks_of
from tryggby.knowledge.models import News
from tryggby.knowledge.tree import folder, same_key


@transaction.atomic
def publish_news(*, by, slug: str, title: str, summary: str, text: str, dated, language: str = "nb") -> News:
    """Write and publish in one step; `text` is in the format of the articles (docs/article-format.md)."""
    place = folder("nyheter", language)
    page = News(locale=place.locale, live=False, slug=slug, title=title, summary=summary, dated=dated)
    page.body, page.translation_key = blocks_of(text), same_key(f"nyheter/{slug}")
    place.add_child(instance=page)
    # Who may is for the caller to ask: a person joins the group of editors when they first come in.
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    return News.objects.get(pk=page.pk)
