"""Makes articles, news and pages for tests and the demo city, through the same steps as an editor."""

import factory

from tryggby.knowledge.actions import approve_text
from tryggby.knowledge.file import blocks_of
from tryggby.knowledge.models import Article, News, PlainPage, Source, Theme
from tryggby.knowledge.tree import folder

TEXT = "Vi sier hva som skal skje.[^s1] Så gjør vi det vi sa.\n\n## Slik gjør du\n\n- Sett deg ned.\n- Vent litt."


class ThemeFactory(factory.django.DjangoModelFactory):
    """A theme."""

    class Meta:
        model = Theme
        django_get_or_create = ("slug",)

    slug = "trygghet"
    name = "Trygghet"
    summary = "Det alle trenger."


class TextFactory(factory.django.DjangoModelFactory):
    """A published page; `draft=True` leaves it unpublished, `by` is who wrote it."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Å møte et barn som er redd {n}")
    slug = factory.Sequence(lambda n: f"redd-{n}")
    summary = "Slik møter du barnet."
    markdown = TEXT
    language = "nb"
    draft = False
    by = None
    folder = "sider"

    @classmethod
    def _create(cls, model_class, *args, markdown, language, draft, by, folder, **fields):
        place = _folder(folder, language)
        sources = fields.pop("sources", None)
        page = model_class(locale=place.locale, live=False, body=blocks_of(markdown), **fields)
        if sources is not None:
            page.sources = sources
        place.add_child(instance=page)
        revision = page.save_revision(user=by)
        if not draft:
            if getattr(page, "for_children", False):
                approve_text(by=None, revision=revision)
            revision.publish(user=by)
        return model_class.objects.get(pk=page.pk)


_folder = folder


class ArticleFactory(TextFactory):
    """A published article for employees, with two sources."""

    class Meta:
        model = Article

    folder = "kunnskap"
    audience = Article.Audience.STAFF
    theme = factory.SubFactory(ThemeFactory)
    limits = "Vi vet ikke alt."
    sources = factory.LazyFunction(
        lambda: [
            Source(sort_order=0, mark="s1", kind="child", title="Råd fra barn", publisher="Barneombudet"),
            Source(sort_order=1, mark="s2", kind="research", title="En oversikt", year=2019),
        ]
    )


class NewsFactory(TextFactory):
    """A published piece of news."""

    class Meta:
        model = News

    folder = "nyheter"
    title = factory.Sequence(lambda n: f"Ny samling {n}")
    slug = factory.Sequence(lambda n: f"nytt-{n}")
    markdown = "Vi møtes i biblioteket."


class PlainPageFactory(TextFactory):
    """A published page of the website."""

    class Meta:
        model = PlainPage

    markdown = "Prosjektet varer i tre år."
