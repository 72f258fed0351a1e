"""The knowledge base as everybody reads it."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import get_language

from tryggby.knowledge.finding import find
from tryggby.knowledge.models import Article, Term, Theme
from tryggby.knowledge.showing import read
from tryggby.ui.door import child_page, frame_language, in_every_tongue, keyset_page, offer_languages, visitor_page

AUDIENCES = {
    "ansatte": (Article.Audience.STAFF, Article.Audience.PUBLIC),
    "alle": (Article.Audience.PUBLIC,),
    "foreldre": (Article.Audience.PARENT,),
}
GROWN = (Article.Audience.STAFF, Article.Audience.PUBLIC, Article.Audience.PARENT)
NEWEST, PAGE = 6, 30


@visitor_page
def index(request):
    """Themes, the four core elements, and what is new."""
    themes = Theme.objects.with_counts(GROWN)
    newest = Article.objects.in_language(get_language()).of(*GROWN).order_by("-first_published_at", "pk")[:NEWEST]
    return render(
        request, "knowledge/index.html", {"themes": themes, "newest": newest, "audiences": AUDIENCES, "part": "index"}
    )


@visitor_page
def audience(request, who: str):
    """Articles for one kind of reader."""
    if who not in AUDIENCES:
        raise Http404
    found = Article.objects.in_language(get_language()).of(*AUDIENCES[who]).select_related("locale", "theme")
    page = keyset_page(found, query=request.GET, by=("title", "pk"), size=PAGE)
    return render(request, "knowledge/audience.html", {"who": who, "page": page})


@child_page
def children(request):
    """Texts for children and young people."""
    found = Article.objects.in_language(get_language()).of(Article.Audience.CHILD).select_related("locale", "theme")
    page = keyset_page(found, query=request.GET, by=("title", "pk"), size=PAGE)
    return render(request, "knowledge/children.html", {"page": page})


@visitor_page
def theme(request, slug: str):
    """Articles of one theme."""
    theme = get_object_or_404(Theme.objects.with_counts(GROWN), slug=slug)
    found = Article.objects.in_language(get_language()).filter(theme=theme).select_related("locale", "theme")
    page = keyset_page(found, query=request.GET, by=("title", "pk"), size=PAGE)
    return render(request, "knowledge/theme.html", {"theme": theme, "page": page})


@visitor_page
@in_every_tongue
def article(request, slug: str):
    """One article for employees or everybody."""
    return _show(request, slug, "knowledge/article.html")


@child_page
@in_every_tongue
def child(request, slug: str):
    """One text for children and young people."""
    return _show(request, slug, "knowledge/child.html")


@visitor_page
@in_every_tongue
def parent(request, slug: str):
    """One text for parents."""
    return _show(request, slug, "knowledge/article.html")


@visitor_page
def glossary(request):
    """What we mean by the words we use."""
    return render(request, "knowledge/glossary.html", {"terms": Term.objects.in_language(get_language())})


@visitor_page
def feed(request):
    """The newest articles for news readers."""
    newest = Article.objects.in_language(get_language()).of(*GROWN).order_by("-first_published_at", "pk")[:20]
    context = {"newest": newest, "address": settings.BASE_URL}
    return render(request, "knowledge/feed.xml", context, content_type="application/rss+xml; charset=utf-8")


def _show(request, slug: str, template: str):
    """The article in the reader's language or in bokmål; under another address than it has now, on to that.

    A text in a language without an interface stands in a frame in bokmål.
    """
    language = get_language()
    found = find(Article, slug, language)
    if found is None:
        raise Http404
    reading = read(found, language)
    if request.path != reading.address:
        return redirect(reading.address)
    offer_languages(request, reading.languages)
    context = {"reading": reading, "article": found, "plain": False, "base_url": settings.BASE_URL}
    with translation.override(frame_language(language)):
        return render(request, template, context)
