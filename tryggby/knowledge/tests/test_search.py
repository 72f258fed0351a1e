"""Search: the same cases on every database."""

import pytest

from tryggby.knowledge.factories import ArticleFactory, NewsFactory
from tryggby.knowledge.models import SearchDocument, Term
from tryggby.knowledge.search import search
from tryggby.knowledge.stems import stems_of, synonyms
from tryggby.knowledge.tree import folder

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def shelf(installation):
    """Four texts and a word."""
    ArticleFactory(title="Trygge overganger", slug="overganger", markdown="Barnehagene øver hver dag.")
    ArticleFactory(title="Vold hjemme", slug="vold", markdown="Drøft med barnevernet.")
    ArticleFactory(title="Dine rettigheter", slug="rett", audience="child", markdown="Du kan si hva du mener.")
    NewsFactory(title="Kurs i biblioteket", slug="kurs", markdown="Det er gratis.")
    Term.objects.create(slug="trygghetsperson", term="trygghetsperson", meaning="En voksen barnet har valgt selv.")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("barnehage", "overganger"),
        ("barnehagen", "overganger"),
        ("øving", "overganger"),
        ("øvelse", "overganger"),
        ("TRYGG", "overganger"),
        ("overgang", "overganger"),
        ("slår", "vold"),
        ("barneverntjenesten", "vold"),
        ("mishandling", "vold"),
        ("rettighet", "rett"),
        ("kurs bibliotek", "kurs"),
        ("trygghetspersoner", "ordliste"),
        ("trygghetsp", "ordliste"),
        ("hva er vold", "vold"),
    ],
)
def test_words_are_found_in_every_form(shelf, asked, first):
    assert first in search(asked)[0].address


@pytest.mark.parametrize(
    "asked", ["", "   ", "🙂🙂🙂", "<script>", "x" * 10_000, "ord " * 5_000, "%_'\"\\;--", "og i på", "\0", "א"]
)
def test_anything_may_be_asked(shelf, asked):
    assert isinstance(search(asked), list)


def test_what_comes_down_is_not_found(shelf):
    from tryggby.knowledge.models import Article

    Article.objects.get(slug="vold").unpublish()
    Term.objects.get().delete()
    assert not search("vold") and not search("trygghetsperson")


def test_a_translation_stands_in_place_of_the_original(shelf):
    from tryggby.knowledge.models import Article

    article = Article.objects.get(slug="vold")
    translated = article.copy_for_translation(folder("kunnskap", "nn").locale)
    translated.title = "Vald heime og vold"
    translated.save_revision().publish()
    assert [found.address for found in search("vold", "nn")] == ["/nn/kunnskap/vold/"]
    assert [found.address for found in search("vold", "nb")] == ["/kunnskap/vold/"]


def test_publishing_again_makes_no_second_answer(shelf):
    from tryggby.knowledge.models import Article

    article = Article.objects.get(slug="vold")
    article.save_revision().publish()
    assert SearchDocument.objects.filter(title="Vold hjemme").count() == 1


def test_stems_and_synonyms():
    assert stems_of("Barnehagene, barnehagen og barnehage", "nb") == ["barnehag"] * 3
    assert stems_of("og i", "nb") == ["og", "i"]
    assert synonyms("nb")["redd"] == synonyms("nb")["redd"] | {"redd"}
