"""What follows when a text goes out, comes down or is copied for translation: HTML, search, kept pages."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished

from tryggby.audit.door import record
from tryggby.knowledge.indexing import feed, forget, forget_term
from tryggby.knowledge.models import Article, Film, News, PlainPage, Rendering, Term, Theme
from tryggby.ui.door import forget_kept_pages

TEXTS = (Article, News, PlainPage)
# What Wagtail calls an act, and what it is called in our log.
TAKEN = {"wagtail.unpublish": "unpublish_text", "wagtail.delete": "delete_text"}
# How a film and a picture stand in the HTML of a text.
SHOWN = {Film: "<video", get_image_model(): "<img"}


@receiver(page_published)
def make_ready(sender, instance, **signal) -> None:
    """The body as HTML, the words for search."""
    if issubclass(sender, TEXTS):
        from tryggby.knowledge.showing import digest_of_original, keep_rendering

        kept = keep_rendering(instance)
        feed(instance, kept.text)
        if instance.language != "nb" and not instance.follows:
            instance.follows = digest_of_original(instance)
            sender.objects.filter(pk=instance.pk).update(follows=instance.follows)
        transaction.on_commit(forget_kept_pages)


@receiver(page_unpublished)
def take_down(sender, instance, **signal) -> None:
    """Out of search and out of memory."""
    if issubclass(sender, TEXTS):
        forget(instance)
        Rendering.objects.filter(page_id=instance.pk).delete()
        transaction.on_commit(forget_kept_pages)


@receiver(post_save, sender=PageLogEntry)
def note_who(sender, instance, created, **signal) -> None:
    """A text taken down or deleted, by whom: one entry, also when many are chosen at once."""
    if not created or instance.action not in TAKEN:
        return
    text = Page.objects.get(pk=instance.page_id).specific_class
    if text in TEXTS:
        record(by=instance.user, verb=TAKEN[instance.action], of=text(pk=instance.page_id), title=instance.label)


@receiver(post_delete)
def delete_words(sender, instance, **signal) -> None:
    """A deleted text or word is not found any more."""
    if sender in TEXTS:
        forget(instance)
        transaction.on_commit(forget_kept_pages)
    elif sender is Term:
        forget_term(instance)
        transaction.on_commit(forget_kept_pages)


@receiver(post_save)
def renew_lists(sender, instance, **signal) -> None:
    """A changed theme or word shows at once."""
    if sender is Term:
        from tryggby.knowledge.indexing import feed_term

        feed_term(instance)
    if sender in {Term, Theme}:
        transaction.on_commit(forget_kept_pages)


@receiver(post_save)
@receiver(post_delete)
def show_anew(sender, instance, **signal) -> None:
    """A picture or film that was changed or deleted: the texts that show one are made anew when somebody reads them."""
    if sender in SHOWN and not signal.get("created"):
        Rendering.objects.filter(html__contains=SHOWN[sender]).update(made_with=0)
        transaction.on_commit(forget_kept_pages)


@receiver(copy_for_translation_done)
def follow_original(sender, source_obj, target_obj, **signal) -> None:
    """A fresh translation follows the text it was copied from."""
    if isinstance(target_obj, TEXTS):
        from tryggby.knowledge.showing import digest_of_original

        target_obj.follows = digest_of_original(target_obj)
        type(target_obj).objects.filter(pk=target_obj.pk).update(follows=target_obj.follows)
