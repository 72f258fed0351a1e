"""What editors do with texts that are out: copy, take down, delete, change a film or a picture that they show."""

import io

import pytest
from django.core.files.base import ContentFile
from django.template import engines
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.images import get_image_model

from tryggby.audit.door import Entry
from tryggby.knowledge.factories import ArticleFactory
from tryggby.knowledge.models import Article, Film, Rendering, Section
from tryggby.knowledge.release import approve_text

pytestmark = [pytest.mark.django_db, pytest.mark.shows("door.5")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _templates_as_they_run(monkeypatch):
    """Wagtail's templates lean on undefined variables being empty before filters; ours are strict elsewhere."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture
def desk(client, editor):
    """Randi at her desk."""
    client.force_login(editor, BACKEND)
    return client


def film_of(title="Slik gjør vi"):
    film = Film(title=title, transcript="Hun setter seg.")
    film.file.save("film.mp4", ContentFile(b"\0\0\0\x18ftypmp42"))
    film.captions.save("film.vtt", ContentFile(b"WEBVTT\n"))
    return film


def picture(colour):
    file = io.BytesIO()
    Drawing.new("RGB", (900, 600), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), name=f"{colour}.png")


@pytest.mark.parametrize("wish", ["publish_copies", "alias"])
def test_a_copy_of_a_text_for_children_never_goes_out_unread(desk, wish):
    article = ArticleFactory(audience="child")
    path = reverse("wagtailadmin_pages:copy", args=[article.pk])
    assert wish not in desk.get(path).text
    told = {"new_title": "Noe ingen har lest", "new_slug": "ulest", "new_parent_page": article.get_parent().pk}
    assert desk.post(path, told | {wish: "on"}).status_code == 302
    copy = Article.objects.get(slug="ulest")
    assert not copy.live and copy.alias_of_id is None
    assert desk.get("/ung/ulest/").status_code == 404


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_the_log_says_who_took_a_text_away(desk, editor, act):
    article = ArticleFactory()
    assert desk.post(reverse(f"wagtailadmin_pages:{act}", args=[article.pk])).status_code == 302
    entry = Entry.objects.get(verb=f"{act}_text")
    assert (entry.actor, entry.kind, entry.object_id) == (editor.pk, "knowledge.article", str(article.pk))


def test_the_log_says_who_took_many_away_at_once(desk, editor):
    articles = [ArticleFactory(), ArticleFactory()]
    chosen = "&".join(f"id={one.pk}" for one in articles)
    for act in ("unpublish", "delete"):
        assert desk.post(f"/redaksjon/bulk/wagtailcore/page/{act}/?{chosen}").status_code == 302
        assert set(Entry.objects.filter(verb=f"{act}_text").values_list("actor", flat=True)) == {editor.pk}
        assert Entry.objects.filter(verb=f"{act}_text").count() == 2


@pytest.mark.parametrize("act", ["edit", "copy", "delete", "unpublish", "move"])
def test_folders_stay_as_they_are(desk, act):
    folder = Section.objects.get(slug="nyheter", locale__language_code="nb")
    desk.post(reverse(f"wagtailadmin_pages:{act}", args=[folder.pk]), {"title": "Annet", "slug": "annet"})
    assert Section.objects.filter(pk=folder.pk, slug="nyheter", live=True).exists()
    assert desk.get(reverse("wagtailadmin_explore", args=[folder.pk])).status_code == 200
    assert desk.get(reverse("wagtailadmin_pages:add_subpage", args=[folder.pk])).status_code in {200, 302}


def test_what_has_been_read_is_never_written_over(desk, editor, reader):
    article = ArticleFactory(audience="child", by=editor, draft=True)
    revision = article.latest_revision
    approve_text(by=reader, revision=revision)
    article.title = "Noe annet"
    again = article.save_revision(user=editor, overwrite_revision=revision)
    assert again.pk != revision.pk
    assert not Article.objects.get(pk=article.pk).may_go_out()


def test_a_film_that_a_text_shows_is_not_deleted(desk):
    film = film_of()
    article = ArticleFactory(draft=True)
    article.body = [("film", film)]
    article.save_revision().publish()
    path = reverse("wagtailsnippets_knowledge_film:delete", args=[film.pk])
    assert "Ta den ut av teksten først" in desk.post(path, follow=True).text
    assert Film.objects.filter(pk=film.pk).exists()
    bulk = f"/redaksjon/bulk/knowledge/film/delete/?id={film.pk}"
    desk.post(bulk)
    assert Film.objects.filter(pk=film.pk).exists()
    Article.objects.get(pk=article.pk).unpublish()
    desk.post(path)
    assert not Film.objects.exists()


def test_a_film_that_is_mended_is_mended_on_the_page(desk, client):
    film = film_of()
    article = ArticleFactory(slug="film", draft=True)
    article.body = [("film", film)]
    article.save_revision().publish()
    film.transcript = "Hun setter seg, og han puster ut."
    film.save()
    assert "han puster ut" in client.get("/kunnskap/film/").text


def test_a_picture_that_is_changed_or_deleted_leaves_no_broken_one(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Rød", file=picture("red"))
    article = ArticleFactory(slug="bilde", draft=True)
    article.body = [("image", {"image": image, "alt": "En rød flate", "caption": ""})]
    article.save_revision().publish()
    before = Rendering.objects.get(page=article.pk).html
    path = reverse("wagtailimages:edit", args=[image.pk])
    assert (
        desk.post(path, {"title": "Blå", "file": picture("blue"), "collection": image.collection_id}).status_code == 302
    )
    shown = desk.get("/kunnskap/bilde/").text
    address = shown.split('<img src="')[-1].split('"')[0]
    assert address not in before and desk.get(address).status_code == 200
    assert desk.post(reverse("wagtailimages:delete", args=[image.pk])).status_code == 302
    gone = desk.get("/kunnskap/bilde/").text
    assert "En rød flate" not in gone
