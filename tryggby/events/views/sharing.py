"""Events on other people's pages: an iframe, oEmbed, RSS, and the page of a series."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from tryggby.events import links, mails
from tryggby.events.models import Event, Series
from tryggby.events.seen import modes_of
from tryggby.ui.door import public, visitor_page

# Anybody may frame the small page: it has no form, no cookie and no script.
FRAMED = settings.SECURE_CSP | {"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]}
WIDTH, HEIGHT = 480, 420
NARROWEST, LOWEST = 240, 320
FRAME = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer"></iframe>'


@xframe_options_exempt
@csp_override(FRAMED)
@visitor_page
@require_safe
def embed(request, slug):
    """One event small enough for a frame; every link opens outside it."""
    event = get_object_or_404(_open(), slug=slug)
    response = render(request, "events/embed.html", {"event": event, "modes": modes_of(event)})
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@public
@require_safe
def oembed(request):
    """What a content system needs to show an event, for the address of its page. Only JSON."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    event = _event_at(request.GET.get("url", ""))
    width = _size(request.GET.get("maxwidth"), WIDTH, NARROWEST)
    height = _size(request.GET.get("maxheight"), HEIGHT, LOWEST)
    source = settings.BASE_URL + reverse("events:embed", args=[event.slug])
    response = JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": "Tryggby",
            "provider_url": settings.BASE_URL,
            "title": event.title,
            "author_name": event.organiser or event.organisation.name,
            "html": format_html(FRAME, source, event.title, width, height),
            "width": width,
            "height": height,
            "cache_age": 3600,
        }
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
@require_safe
def rss(request):
    """What was announced, the newest first, for feed readers."""
    title = _("Arrangementer")
    feed = Rss201rev2Feed(
        title=title,
        link=settings.BASE_URL + reverse("events:events"),
        description=_("Seminarer, opplæringsdager og møter som er åpne for flere."),
        language=get_language(),
        feed_url=settings.BASE_URL + reverse("events:rss"),
    )
    for event in _open().order_by("-published_at", "-pk")[:30]:
        state = _("Avlyst: %s") % event.title if event.cancelled_at else event.title
        text = "\n\n".join(filter(None, [mails.when(event), event.where, event.lead]))
        feed.add_item(
            title=state,
            link=links.event(event),
            description=text,
            unique_id=event.uid,
            unique_id_is_permalink=False,
            pubdate=event.published_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response


@visitor_page
@require_safe
def series(request, key):
    """Events that belong together: what is coming, and what has been."""
    readable = Event.objects.open_to(request.user).prefetch_related("seatings")
    found = get_object_or_404(Series.objects.with_some_of(readable), key=key)
    mine = readable.filter(series=found)
    context = {
        "series": found,
        "coming": list(mine.coming().order_by("starts_at", "pk")),
        "past": list(mine.past().select_related("recording").order_by("-starts_at", "-pk")[:50]),
    }
    return render(request, "events/series.html", context)


def _open():
    """What strangers may read, whoever asks: a frame has no session."""
    return Event.objects.open_to(AnonymousUser()).select_related("organisation").prefetch_related("seatings")


def _event_at(address: str) -> Event:
    own = urlsplit(settings.BASE_URL)
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        raise Http404
    if match.view_name != "events:event":
        raise Http404
    return get_object_or_404(_open(), slug=match.kwargs["slug"])


def _size(asked: str | None, usual: int, least: int) -> int:
    """At most what was asked for, and never too small to read."""
    return max(least, min(usual, int(asked))) if asked and asked.isascii() and asked.isdigit() else usual
