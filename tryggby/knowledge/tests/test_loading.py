"""Loading: by file hash, never over what an editor wrote."""

import pytest

from tryggby.audit.door import Entry
from tryggby.knowledge.loading import load_shipped, take_edition
from tryggby.knowledge.models import Article, SecondReading, Shipment, Term, Theme

FILE = """---
title: {title}
audience: {audience}
theme: trygghet
elements: [knowledge]
summary: Slik møter du barnet.
written: 2026-11-22
review_months: 12
see_also: [{also}]
sources:
  - id: s1
    kind: child
    title: Råd fra barn
---
{text}
"""


@pytest.fixture
def shipped(tmp_path, db):
    """A folder of articles, and a way to write one."""
    (tmp_path / "themes.yaml").write_text("- {slug: trygghet, name: Trygghet, summary: Alle., order: 1}\n", "utf-8")
    (tmp_path / "glossary.yaml").write_text("- {slug: trygg, term: trygg, meaning: Ikke redd.}\n", "utf-8")

    def write(slug, *, language="nb", title="Redd", text="Vi er her.[^s1]", audience="staff", also=""):
        (tmp_path / language).mkdir(exist_ok=True)
        content = FILE.format(title=title, text=text, audience=audience, also=also)
        (tmp_path / language / f"{slug}.md").write_text(content, "utf-8")

    write.folder = tmp_path
    return write


def test_a_file_becomes_a_published_article_once(shipped):
    shipped("redd", also="rolig")
    shipped("rolig")
    assert load_shipped(source=shipped.folder) == {"new": 2, "renewed": 0, "waiting": 0}
    article = Article.objects.live().get(slug="redd")
    assert article.theme == Theme.objects.get() and Term.objects.count() == 1
    assert [row.other.slug for row in article.see_also.all()] == ["rolig"]
    assert article.review_on.isoformat() == "2027-11-22"
    entries, revisions = Entry.objects.count(), article.revisions.count()
    assert load_shipped(source=shipped.folder) == {"new": 0, "renewed": 0, "waiting": 0}
    assert Entry.objects.count() == entries and article.revisions.count() == revisions


def test_a_new_edition_replaces_what_nobody_changed(shipped):
    shipped("redd")
    load_shipped(source=shipped.folder)
    shipped("redd", title="Redd og liten")
    assert load_shipped(source=shipped.folder)["renewed"] == 1
    assert Article.objects.live().get(slug="redd").title == "Redd og liten"


def test_what_an_editor_changed_is_left_alone_until_they_take_the_edition(shipped, editor):
    shipped("redd")
    load_shipped(source=shipped.folder)
    article = Article.objects.get(slug="redd")
    article.title = "Våre egne ord"
    article.save_revision(user=editor).publish(user=editor)
    shipped("redd", title="Ny utgave")
    for _again in range(2):
        assert load_shipped(source=shipped.folder)["waiting"] == 1
    shipment = Shipment.objects.waiting().get()
    assert Article.objects.get(slug="redd").title == "Våre egne ord"
    take_edition(by=editor, shipment=shipment, source=shipped.folder)
    article.refresh_from_db()
    assert article.title == "Våre egne ord" and article.draft_title == "Ny utgave"
    assert not Shipment.objects.waiting().exists()
    assert load_shipped(source=shipped.folder) == {"new": 0, "renewed": 0, "waiting": 0}


def test_what_an_editor_deleted_does_not_come_back(shipped):
    shipped("redd")
    load_shipped(source=shipped.folder)
    Article.objects.get(slug="redd").delete()
    shipped("redd", title="Tilbake")
    load_shipped(source=shipped.folder)
    assert not Article.objects.filter(slug="redd").exists()


def test_texts_for_children_were_read_by_the_products_editors(shipped):
    shipped("redd", audience="child")
    load_shipped(source=shipped.folder)
    article = Article.objects.live().get(slug="redd")
    assert SecondReading.objects.get(revision=article.live_revision).reader is None
    assert article.address == "/ung/redd/"


def test_a_translation_lags_when_the_bokmål_text_is_renewed(shipped, client, installation):
    shipped("redd")
    shipped("redd", language="nn", title="Redd på nynorsk")
    load_shipped(source=shipped.folder)
    one, other = Article.objects.filter(slug="redd").order_by("locale__language_code")
    assert one.translation_key == other.translation_key
    lagging = '<a class="ds-link" hreflang="nb" href="/kunnskap/redd/">'
    assert lagging not in client.get("/nn/kunnskap/redd/?n=1").content.decode()
    shipped("redd", text="Helt nye ord.[^s1]")
    load_shipped(source=shipped.folder)
    page = client.get("/nn/kunnskap/redd/?n=1").content.decode()
    assert "Redd på nynorsk" in page and lagging in page


def test_notes_for_editors_are_not_shown_to_readers(shipped, client, installation):
    shipped("redd")
    path = shipped.folder / "nb" / "redd.md"
    path.write_text(
        path.read_text("utf-8").replace("sources:", "editor_notes: En jurist skal lese.\nsources:"), "utf-8"
    )
    load_shipped(source=shipped.folder)
    article = Article.objects.live().get(slug="redd")
    assert article.editor_notes == "En jurist skal lese."
    for address in ("/kunnskap/redd/", "/nn/kunnskap/redd/", "/api/v1/articles/redd?language=nb", "/sok/?q=jurist"):
        assert "En jurist skal lese" not in client.get(address).content.decode()
