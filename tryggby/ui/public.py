"""The mark on views that anybody may open; every other view asks for sign-in."""

import os
import time
from functools import wraps

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

# How long a page for visitors may be kept, in seconds.
KEPT = 30
# A file in the data folder, written anew when something is published.
PUBLISHED = "published"


def public(view):
    """Mark a view as open to visitors; `config.middleware.ClosedByDefault` reads the mark."""
    view.is_public = True
    return view


def in_every_tongue(view):
    """Mark a view that shows texts in languages without an interface of their own (settings.CONTENT_LANGUAGES).

    Other pages lead from such an address to the one in bokmål; `config.middleware.ClosedByDefault` reads the mark.
    """
    view.in_every_tongue = True
    return view


def frame_language(language: str | None = None) -> str:
    """The language of the frame around a page: the reader's own where there is an interface in it, else bokmål."""
    code = language or get_language()
    return code if code in dict(settings.INTERFACE_LANGUAGES) else settings.LANGUAGE_CODE


def offer_languages(request, choices) -> None:
    """Say which languages this page can be read in, and where; the shell asks by `offered_languages`."""
    request.languages_of_page = tuple(choices)


def offered_languages(request):
    """What the view said of the page's languages; None when it said nothing."""
    return getattr(request, "languages_of_page", None)


def visitor_page(view):
    """A public page that is the same for every visitor: it may be kept for half a minute.

    Whoever is signed in gets a fresh, private page (the frame around it is their own).
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.user.is_authenticated:
            patch_cache_control(response, public=True, max_age=KEPT)
        return response

    return public(page)


def child_page(view):
    """A visitor's page for children: this server may keep it, but no browser, nor anything on the way, does.

    `config.visitors` reads `kept_here`.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        if response.status_code == 200 and not request.user.is_authenticated:
            response.kept_here = KEPT
        return response

    return public(page)


def forget_kept_pages() -> None:
    """Make every web process of this machine forget the pages it keeps for visitors: something was published."""
    path = os.path.join(settings.DATA, PUBLISHED)
    fresh = f"{path}.{os.getpid()}.{time.time_ns()}"
    with open(fresh, "w", encoding="ascii") as stamp:
        stamp.write("published\n")
    os.replace(fresh, path)


def kept_pages_stamp() -> tuple[int, int]:
    """Changes when kept pages must be forgotten; cheap enough for every request."""
    try:
        found = os.stat(os.path.join(settings.DATA, PUBLISHED))
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
