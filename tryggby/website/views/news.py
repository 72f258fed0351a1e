"""News: the list, and one piece."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from tryggby.knowledge.door import latest_news
from tryggby.knowledge.door import news_item as read_news
from tryggby.ui.door import offer_languages, visitor_page

# So many stand on the page; older ones are found by search.
SHOWN = 30


@visitor_page
def news(request):
    """The newest first, in the reader's language or else in bokmål."""
    return render(request, "website/news.html", {"rows": latest_news(get_language() or "nb", SHOWN)})


@visitor_page
def news_item(request, slug: str):
    """One piece of news."""
    reading = read_news(slug, get_language() or "nb")
    if reading is None:
        raise Http404
    if request.path != reading.address:
        return redirect(reading.address)
    offer_languages(request, reading.languages)
    return render(request, "website/news_item.html", {"reading": reading})
