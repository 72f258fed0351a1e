"""Loads the texts that come with the product: new ones, and new editions of those that no editor has changed."""

import datetime as dt
from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.knowledge.actions import approve_text
from tryggby.knowledge.file import ArticleFile, Malformed, read_file
from tryggby.knowledge.models import Article, SeeAlso, Shipment, Source, Term, Theme
from tryggby.knowledge.tree import folder, grow, same_key

FOLDER = Path(__file__).resolve().parent.parent.parent / "articles"
# Bokmål first: the others translate it.
ORDER = ("nb", "nn", "en", "se", "ar")


@transaction.atomic
def load_shipped(*, by=None, source: Path = FOLDER) -> dict[str, int]:
    """Load themes, words and articles; returns how many articles were new, renewed and left for an editor."""
    grow()
    _themes(source / "themes.yaml")
    _terms(source / "glossary.yaml")
    done = {"new": 0, "renewed": 0, "waiting": 0}
    wanted = []
    for language in ORDER:
        for path in sorted((source / language).glob("*.md")):
            text = read_file(path)
            page, what = _place(text)
            if what:
                done[what] += 1
            if page is not None and what != "waiting":
                wanted.append((page, text))
    for page, text in wanted:
        fill(page, text)
        _go_out(page, text, by=by)
    return done


def fill(page: Article, text: ArticleFile) -> None:
    """Put a file's content into a page, unsaved."""
    page.title, page.summary, page.body = text.title, text.summary, text.blocks
    page.draft_title = text.title
    page.audience, page.elements = text.audience, text.elements
    page.limits, page.editor_notes = text.limits, text.editor_notes
    page.theme = Theme.objects.filter(slug=text.theme).first()
    page.written_on = text.written
    page.review_on = _months_after(text.written, text.review_months)
    page.sources = [
        Source(
            sort_order=number,
            mark=str(row["id"]),
            kind=row["kind"],
            title=row["title"],
            publisher=row.get("publisher") or "",
            year=row.get("year"),
            url=row.get("url") or "",
            note=" ".join((row.get("note") or "").split()),
        )
        for number, row in enumerate(text.sources)
    ]
    others = {other.slug: other for other in Article.objects.filter(slug__in=text.see_also, locale=page.locale_id)}
    page.see_also = [
        SeeAlso(sort_order=number, other=others[slug]) for number, slug in enumerate(text.see_also) if slug in others
    ]
    if text.language != "nb":
        from tryggby.knowledge.showing import digest_of_original

        page.follows = digest_of_original(page)


def file_of(shipment: Shipment, source: Path = FOLDER) -> ArticleFile:
    """The file that a text came from, as it is now; raises Malformed when it is gone."""
    path = source / shipment.language / f"{shipment.slug}.md"
    if not path.exists():
        raise Malformed(f"{path.name} does not come with the product any more")
    return read_file(path)


@transaction.atomic
def take_edition(*, by, shipment: Shipment, source: Path = FOLDER) -> Article:
    """Make the newer file a draft of the page; it is read and published like any other change."""
    text = file_of(shipment, source)
    page = Article.objects.get(pk=shipment.page_id).get_latest_revision_as_object()
    fill(page, text)
    page.save_revision(user=by)
    Shipment.objects.filter(pk=shipment.pk).update(
        digest=text.digest, revision=None, offered="", offered_at=None, loaded_at=timezone.now()
    )
    record(by=by, verb="take_edition", of=page, slug=text.slug, language=text.language)
    return page


def _themes(path: Path) -> None:
    """Themes that are not there yet; editors may rename them. A language that a theme lacks is filled in."""
    if not path.exists():
        return
    for row in yaml.safe_load(path.read_text("utf-8")) or []:
        given = {"name": row["name"], "summary": row.get("summary") or "", "order": row.get("order") or 100}
        spoken = {
            f"{part}_{language}": text[part]
            for language, text in (row.get("texts") or {}).items()
            for part in ("name", "summary")
            if language in {"nn", "en"}
        }
        theme, new = Theme.objects.get_or_create(slug=row["slug"], defaults=given | spoken)
        lacking = {} if new else {name: text for name, text in spoken.items() if not getattr(theme, name)}
        if lacking and theme.name == row["name"]:
            Theme.objects.filter(pk=theme.pk).update(**lacking)


def _terms(path: Path) -> None:
    """Words that are not there yet; editors may change them."""
    if not path.exists():
        return
    there = set(Term.objects.values_list("language", "slug"))
    for row in yaml.safe_load(path.read_text("utf-8")) or []:
        language = row.get("language") or "nb"
        if (language, row["slug"]) not in there:
            Term.objects.create(
                language=language,
                slug=row["slug"],
                term=row["term"],
                meaning=row["meaning"],
                not_the_same_as=row.get("not_the_same_as") or "",
            )


def _place(text: ArticleFile) -> tuple[Article | None, str]:
    """The page for a file and what is to be done with it: `new`, `renewed`, `waiting` or nothing."""
    shipment = Shipment.objects.filter(language=text.language, slug=text.slug).first()
    if shipment is None:
        return _new_page(text), "new"
    if shipment.digest == text.digest or shipment.page_id is None:
        return None, ""
    page = Article.objects.get(pk=shipment.page_id)
    if page.latest_revision_id == shipment.revision:
        return page, "renewed"
    if shipment.offered != text.digest:
        Shipment.objects.filter(pk=shipment.pk).update(offered=text.digest, offered_at=timezone.now())
    return None, "waiting"


def _new_page(text: ArticleFile) -> Article | None:
    """An empty, unpublished page in its place; None when an editor has a page with this address already."""
    parent = folder("kunnskap", text.language)
    if parent.get_children().filter(slug=text.slug).exists():
        return None
    page = Article(title=text.title, slug=text.slug, summary=text.summary, live=False, locale=parent.locale)
    page.translation_key = same_key(f"artikkel/{text.slug}")
    original = Article.objects.filter(slug=text.slug, locale__language_code="nb").first()
    if text.language != "nb":
        if original is None:
            raise Malformed(f"{text.language}/{text.slug}.md translates nothing")
        page.translation_key = original.translation_key
    parent.add_child(instance=page)
    return page


def _go_out(page: Article, text: ArticleFile, *, by) -> None:
    """Publish what came with the product: its own editors have read it."""
    revision = page.save_revision(user=by, log_action=False)
    if page.for_children:
        approve_text(by=None, revision=revision)
    revision.publish(user=by, log_action=False)
    Shipment.objects.update_or_create(
        language=text.language,
        slug=text.slug,
        defaults={
            "page_id": page.pk,
            "digest": text.digest,
            "revision": revision.pk,
            "offered": "",
            "offered_at": None,
            "loaded_at": timezone.now(),
        },
    )


def _months_after(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + year, month + 1, min(day.day, 28))
