"""What everybody reads: pages, languages, how many queries, and that publishing shows at once."""

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from tryggby.knowledge.factories import ArticleFactory, NewsFactory, PlainPageFactory, ThemeFactory
from tryggby.knowledge.models import Article, Term
from tryggby.knowledge.reading import all_addresses, articles, latest_news, news_item, plain_page
from tryggby.knowledge.tree import folder

pytestmark = pytest.mark.django_db


def queries(client, path):
    client.get(path + "?n=0")
    with CaptureQueriesContext(connection) as caught:
        response = client.get(path + "?n=1")
    assert response.status_code == 200
    return len(caught), len(response.content)


@pytest.fixture
def article(installation):
    return ArticleFactory(title="Redd", slug="redd")


@pytest.mark.parametrize(
    "path", ["/kunnskap/", "/kunnskap/for/ansatte/", "/kunnskap/tema/trygghet/", "/kunnskap/nytt.xml"]
)
def test_lists_name_the_article(client, article, path):
    assert "Redd" in client.get(path).content.decode()


def test_the_article_shows_text_sources_limits_and_state(client, article):
    page = client.get("/kunnskap/redd/").content.decode()
    for words in (
        "Vi sier hva som skal skje.",
        "Råd fra barn",
        "Vi vet ikke alt.",
        "Faglig kontroll gjenstår",
        "ld+json",
    ):
        assert words in page
    assert not client.get("/kunnskap/redd/").cookies


@pytest.mark.parametrize(
    "path",
    [
        "/kunnskap/finnes-ikke/",
        "/ung/finnes-ikke/",
        "/kunnskap/for/katter/",
        "/kunnskap/tema/x/",
        "/se/",
        "/xx/kunnskap/",
    ],
)
def test_what_is_not_there_is_kindly_missing(client, installation, path):
    assert client.get(path).status_code == 404


def test_a_draft_is_not_there(client, installation):
    ArticleFactory(slug="utkast", draft=True)
    assert client.get("/kunnskap/utkast/").status_code == 404


@pytest.mark.parametrize(("audience", "shelf"), [("child", "ung"), ("parent", "foreldre"), ("public", "kunnskap")])
def test_each_reader_has_a_shelf(client, installation, audience, shelf):
    ArticleFactory(slug="redd", audience=audience)
    assert client.get(f"/{shelf}/redd/").status_code == 200
    other = "kunnskap" if shelf != "kunnskap" else "ung"
    assert client.get(f"/{other}/redd/").headers["Location"] == f"/{shelf}/redd/"


def test_a_text_without_translation_is_shown_in_bokmål_and_says_so(client, article):
    page = client.get("/en/kunnskap/redd/").content.decode()
    assert 'lang="nb"' in page and "Redd" in page


def test_arabic_runs_from_right_to_left(client, article):
    translated = article.copy_for_translation(folder("kunnskap", "ar").locale)
    translated.title = "خائف"
    translated.save_revision().publish()
    page = client.get("/ar/kunnskap/redd/").content.decode()
    assert 'lang="ar" dir="rtl"' in page and "خائف" in page
    assert "Redd" not in client.get("/ar/kunnskap/for/ansatte/").content.decode()


def test_the_glossary(client, installation):
    Term.objects.create(slug="trygg", term="trygg", meaning="Ikke redd.", not_the_same_as="Snill.")
    page = client.get("/ordliste/").content.decode()
    assert "Ikke redd." in page and 'id="trygg"' in page


@pytest.mark.shows("door.4")
def test_an_article_that_is_made_anew_costs_at_most_eight_queries(client, article):
    for number in range(3):
        ArticleFactory(slug=f"nabo-{number}")
    assert queries(client, "/kunnskap/redd/")[0] <= 8


@pytest.mark.shows("door.4")
@pytest.mark.parametrize("path", ["/", "/kunnskap/", "/kunnskap/for/ansatte/", "/kunnskap/tema/trygghet/"])
def test_a_thousand_articles_cost_the_same_as_twenty(client, installation, path):
    _fill(20)
    few = queries(client, path)
    _fill(980)
    many = queries(client, path)
    assert many[0] == few[0]
    assert many[1] <= few[1] * 2 + 2000


@pytest.mark.shows("door.4")
def test_publishing_shows_at_once_though_the_page_was_kept(client, article, django_capture_on_commit_callbacks):
    assert "Helt nye ord" not in client.get("/kunnskap/redd/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        article.body = [("text", "<p>Helt nye ord.</p>")]
        article.save_revision().publish()
    assert "Helt nye ord" in client.get("/kunnskap/redd/").content.decode()


def test_a_published_page_is_kept_for_visitors(client, article):
    client.get("/kunnskap/redd/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/kunnskap/redd/")
    assert len(caught) == 0


def test_other_rooms_get_news_and_pages(installation):
    NewsFactory(title="Gammelt", dated="2026-01-01", slug="gammelt")
    NewsFactory(title="Nytt", dated="2026-11-01", slug="nytt")
    PlainPageFactory(slug="prosjektet", title="Prosjektet")
    ArticleFactory(slug="ung-tekst", audience="child")
    assert [news.title for news in latest_news("en")] == ["Nytt", "Gammelt"]
    assert "biblioteket" in news_item("nytt", "nb").html
    assert "tre år" in plain_page("prosjektet", "nb").html and plain_page("nytt", "nb") is None
    assert [text.slug for text in articles("nb", "child")] == ["ung-tekst"]
    assert {path for path, _ in all_addresses()} == {
        "/nyheter/nytt/",
        "/nyheter/gammelt/",
        "/prosjektet/",
        "/ung/ung-tekst/",
    }


def _fill(number: int) -> None:
    """Many published articles, quickly: rows alone, as lists read them."""
    parent, theme = folder("kunnskap", "nb"), ThemeFactory()
    kind = ContentType.objects.get_for_model(Article)
    first, now = Page.objects.count(), timezone.now()
    pages = [
        Page(
            title=f"Artikkel {place:05}",
            slug=f"artikkel-{place}",
            draft_title="x",
            locale=parent.locale,
            content_type=kind,
            translation_key=uuid.uuid4(),
            depth=parent.depth + 1,
            path=f"{parent.path}{place:04}",
            url_path=f"/x/{place}/",
            live=True,
            first_published_at=now,
        )
        for place in range(first, first + number)
    ]
    for page in Page.objects.bulk_create(pages):
        article = Article(page_ptr_id=page.pk, summary="Kort om det hele.", theme=theme, locale=parent.locale)
        article.save_base(raw=True)
