"""Each text in its own language: the frame around it, the picker, addresses that lead on, themes."""

import re
import shutil

import pytest
from django.conf import settings

from tryggby.knowledge.care import care
from tryggby.knowledge.factories import ArticleFactory, NewsFactory, PlainPageFactory, ThemeFactory
from tryggby.knowledge.loading import FOLDER, load_shipped
from tryggby.knowledge.models import Article, OldAddress, Theme
from tryggby.knowledge.release import approve_text
from tryggby.knowledge.showing import digest_of_original
from tryggby.knowledge.tree import folder
from tryggby.ui.door import forget_kept_pages

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[^"#]*)')


def translated(text, language, title, slug, place="kunnskap"):
    """A text as an editor translates it: copied as a draft, given a title and with it a new address, published."""
    copy = text.copy_for_translation(folder(place, language).locale)
    copy.title, copy.slug = title, slug
    revision = copy.save_revision()
    if getattr(copy, "for_children", False):
        approve_text(by=None, revision=revision)
    revision.publish()
    return type(text).objects.get(pk=copy.pk)


def picker(client, path):
    """Language → address, as the page offers them."""
    html = client.get(path).text
    start = html.index("data-menu")
    return dict(re.findall(r'<a href="([^"]+)" hreflang="(\w+)" lang="\2"', html[start : html.index("</nav>", start)]))


@pytest.fixture
def shout(installation):
    """A text for children in bokmål, nynorsk and Arabic, each under its own address."""
    text = ArticleFactory(title="Når noen roper", slug="nar-noen-roper", audience="child")
    translated(text, "nn", "Når nokon ropar", "nar-nokon-ropar")
    translated(text, "ar", "عندما يصرخ أحد", "nar-noen-roper-ar")
    return text


@pytest.fixture
def ship(installation, tmp_path):
    """Loads the themes that come with the product, and those of its texts that exist in a language."""

    def load(*languages):
        shutil.copy(FOLDER / "themes.yaml", tmp_path)
        for language in languages:
            for path in (FOLDER / language).glob("*.md"):
                for code in ("nb", language):
                    (tmp_path / code).mkdir(exist_ok=True)
                    shutil.copy(FOLDER / code / path.name, tmp_path / code)
        load_shipped(source=tmp_path)

    return load


@pytest.mark.shows("door.5")
@pytest.mark.parametrize(
    ("make", "place", "path"),
    [(NewsFactory, "nyheter", "/nn/nyheter/kurs-nn/"), (PlainPageFactory, "sider", "/nn/kurs-nn/")],
)
def test_news_and_pages_say_that_a_translation_is_older_than_the_bokmål(client, installation, make, place, path):
    text = make(title="Kurs", slug="kurs")
    copy = translated(text, "nn", "Kurs på nynorsk", "kurs-nn", place)
    older = "Bokmålsteksten er endra sidan denne omsetjinga vart laga"
    stale = lambda: "Kurs på nynorsk" in (page := client.get(path).text) and older in page  # noqa: E731
    assert client.get(path).status_code == 200 and not stale() and not care(copy).warnings
    text.refresh_from_db()
    text.summary = "Kurset er flyttet til torsdag."
    text.save_revision().publish()
    forget_kept_pages()
    assert stale() and care(type(text).objects.get(pk=copy.pk)).warnings
    now = type(text).objects.get(pk=copy.pk)
    now.follows = digest_of_original(now)
    now.save_revision().publish()
    forget_kept_pages()
    assert not stale()


@pytest.mark.shows("door.5")
def test_the_picker_follows_the_translation_and_names_the_languages_the_text_exists_in(client, shout):
    everywhere = {
        "/ung/nar-noen-roper/": "nb",
        "/nn/ung/nar-nokon-ropar/": "nn",
        "/en/ung/nar-noen-roper/": "en",
        "/ar/ung/nar-noen-roper-ar/": "ar",
    }
    for path in everywhere:
        assert picker(client, path) == everywhere, path
        assert client.get(path).status_code == 200


def test_a_text_in_bokmål_alone_offers_no_arabic(client, installation):
    ArticleFactory(slug="redd")
    assert set(picker(client, "/kunnskap/redd/").values()) == {"nb", "nn", "en"}


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/nn/ung/nar-noen-roper/", "/nn/ung/nar-nokon-ropar/"),
        ("/ung/nar-nokon-ropar/", "/ung/nar-noen-roper/"),
        ("/en/ung/nar-nokon-ropar/", "/en/ung/nar-noen-roper/"),
        ("/ar/ung/nar-nokon-ropar/", "/ar/ung/nar-noen-roper-ar/"),
        ("/se/ung/nar-noen-roper/", "/ung/nar-noen-roper/"),
        ("/nn/kunnskap/nar-noen-roper/", "/nn/ung/nar-nokon-ropar/"),
    ],
)
def test_an_address_of_another_language_leads_on(client, shout, asked, led):
    answer = client.get(asked)
    assert answer.status_code == 302 and answer["Location"] == led


def test_an_old_address_leads_on_and_a_draft_does_not(client, installation):
    text = ArticleFactory(slug="redd", title="Redd")
    text.slug = "redd-barn"
    draft = text.save_revision()
    assert client.get("/kunnskap/redd/").status_code == 200
    assert client.get("/kunnskap/redd-barn/").status_code == 404
    draft.publish()
    assert client.get("/kunnskap/redd/?n=1")["Location"] == "/kunnskap/redd-barn/"
    assert client.get("/nn/kunnskap/redd/")["Location"] == "/nn/kunnskap/redd-barn/"
    text = Article.objects.get(pk=text.pk)
    text.save_revision().publish()
    assert list(OldAddress.objects.values_list("slug", flat=True)) == ["redd"]


def test_an_address_that_somebody_else_has_now_is_theirs(client, installation):
    text = ArticleFactory(slug="redd", title="Den gamle")
    text.slug = "redd-barn"
    text.save_revision().publish()
    ArticleFactory(slug="redd", title="Den nye")
    assert "Den nye" in client.get("/kunnskap/redd/").text
    text.unpublish()
    assert client.get("/kunnskap/redd-barn/").status_code == 404


def test_news_leads_on_and_is_picked_by_its_translation(client, installation):
    news = NewsFactory(slug="ny-samling", title="Ny samling")
    translated(news, "nn", "Ny samling på nynorsk", "ny-samling-nn", place="nyheter")
    assert client.get("/nn/nyheter/ny-samling/")["Location"] == "/nn/nyheter/ny-samling-nn/"
    assert picker(client, "/nyheter/ny-samling/")["/nn/nyheter/ny-samling-nn/"] == "nn"
    assert picker(client, "/nn/nyheter/ny-samling-nn/")["/nyheter/ny-samling/"] == "nb"


@pytest.mark.shows("door.3")
@pytest.mark.parametrize("language", [code for code, _name in settings.CONTENT_LANGUAGES])
def test_a_text_without_an_interface_stands_in_a_frame_in_bokmål_where_every_link_leads_somewhere(
    client, language, ship
):
    ship(language)
    texts = Article.objects.live().filter(locale__language_code=language).select_related("locale")
    assert texts.count() >= 3
    for text in texts:
        html = client.get(text.address).text
        assert '<html lang="nb" dir="ltr"' in html
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<div class="stack" lang="{language}" dir="{direction}">' in html
        assert picker(client, text.address)[text.address] == language
        for link in set(LINK.findall(html)):
            if not link.startswith("/static/"):
                answer = client.get(link)
                assert answer.status_code in {200, 302}, f"{text.address} → {link}: {answer.status_code}"


@pytest.mark.parametrize(
    ("path", "led"),
    [
        ("/ar/ung/", "/ung/"),
        ("/ar/kunnskap/", "/kunnskap/"),
        ("/se/kunnskap/tema/trygghet/?side=2", "/kunnskap/tema/trygghet/?side=2"),
        ("/ar/ordliste/", "/ordliste/"),
        ("/se/foreldre/", "/foreldre/"),
    ],
)
def test_a_page_that_has_one_frame_is_read_in_it(client, installation, path, led):
    assert client.get(path)["Location"] == led


def test_a_missing_text_says_so_in_a_language_that_we_have(client, installation):
    answer = client.get("/ar/ung/finnes-ikke/")
    assert answer.status_code == 404
    assert '<html lang="nb"' in answer.text
    # Help and the way out are there in the language that was asked for; nothing else is.
    assert set(re.findall(r'href="(/ar/[^"]*)"', answer.text)) == {"/ar/hjelp/", "/ar/forlat/"}


def test_the_shelves_for_children_and_parents_name_texts_in_other_languages_and_mark_bokmål(client, shout):
    ArticleFactory(slug="bare-her", title="Bare her", audience="child")
    for path in ("/ung/", "/en/ung/"):
        html = client.get(path).text
        assert 'href="/ar/ung/nar-noen-roper-ar/" hreflang="ar" lang="ar" dir="rtl"' in html
    assert "Bare her</a> <span" not in client.get("/ung/").text
    html = client.get("/en/ung/").text
    assert re.search(r'lang="nb">Bare her</a> <span class="small muted">[^<]+</span>', html)
    assert 'dir="rtl"' not in client.get("/foreldre/").text


def test_the_shipped_themes_are_read_in_nynorsk_and_english(client, ship):
    ship()
    assert not Theme.objects.filter(name_nn="").exists() and not Theme.objects.filter(summary_en="").exists()
    assert "Tryggleik og tilhøyrsle" in client.get("/nn/kunnskap/").text
    english = client.get("/en/kunnskap/").text
    assert "Safety and belonging" in english and "Trygghet og tilhørighet" not in english
    assert "Safety and belonging" in client.get("/en/kunnskap/tema/trygghet/").text


def test_a_theme_without_translation_says_that_it_is_bokmål(client, installation):
    ThemeFactory(slug="lek", name="Lek", summary="Å leke.", summary_nn="Å leike.")
    html = client.get("/nn/kunnskap/").text
    assert '<a href="/nn/kunnskap/tema/lek/" lang="nb">Lek</a>' in html and '<p lang="nb">Å leke.</p>' in html
    assert 'lang="nb">Lek' not in client.get("/kunnskap/").text


def test_a_language_that_a_theme_lacks_is_filled_in_and_an_editors_own_theme_is_left_alone(ship):
    ThemeFactory(slug="trygghet", name="Trygghet og tilhørighet", name_en="Our own")
    ThemeFactory(slug="relasjon", name="Våre egne ord")
    ship()
    safe, ours = Theme.objects.get(slug="trygghet"), Theme.objects.get(slug="relasjon")
    assert safe.name_nn == "Tryggleik og tilhøyrsle" and safe.name_en == "Our own"
    assert not ours.name_nn and not ours.name_en
