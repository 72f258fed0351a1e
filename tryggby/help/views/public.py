"""The help entrance and leaving the site. The written copy answers; without one the page is made on the spot."""

import datetime as dt

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tryggby.help.pages import address, find_page, read_book, render, state_now
from tryggby.help.static_copy import fill, static_copy
from tryggby.ui.door import public


@public
@require_safe
def entrance(request):
    """Who are you, and is anyone in danger now?"""
    return _page("hjelp/")


@public
@require_safe
def lines(request, who: str):
    """The doors for one kind of reader, those open now first."""
    return _page(f"hjelp/{who}/")


@public
@require_safe
def worker(request, service: str):
    """What holds for one who works in a service: what to do, duties, whom to talk to, the form."""
    return _page(f"hjelp/ansatt/{service}/")


@public
@require_safe
def told(request):
    """A child has told me something: one sheet."""
    return _page("hjelp/barn-har-fortalt/")


@public
@require_safe
def traces(request):
    """What «Forlat siden» hides and what it does not."""
    return _page("trygg-pa-nett/")


@public
@require_safe
def spoken(request, language: str, page: str):
    """A help page in a language that only the help pages have a place for."""
    return _page(page, language)


@public
def leave(request):
    """Leave: nothing kept, on to a neutral page; also when the database is gone."""
    response = HttpResponseRedirect(settings.EXIT_URL)
    response["Cache-Control"] = "no-store"
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        try:
            request.session.flush()
        except DatabaseError:
            request.session.modified = False
            response.delete_cookie(settings.SESSION_COOKIE_NAME, path=settings.SESSION_COOKIE_PATH)
    return response


def _page(path: str, language: str = "") -> HttpResponse:
    language = language or get_language() or settings.LANGUAGE_CODE
    whole = address(language, path)
    content = static_copy().answer(whole)
    if content is None:
        found = find_page(path, language)
        if found is None:
            raise Http404
        content = fill(render(*found, read_book()), state_now(), dt.datetime.now(dt.UTC)).encode()
    response = HttpResponse(content)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = content[:200].decode("utf-8", "ignore").split('lang="', 1)[1].split('"', 1)[0]
    return response
