"""What every request passes: headers, who is asking, in which language, and a closed door by default."""

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.urls import Resolver404, is_valid_path, resolve
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject

# What may be read in the languages that have no interface of their own.
HELP = {"hjelp", "trygg-pa-nett", "forlat"}
IN_CONTENT_LANGUAGES = HELP | {"kunnskap", "ung", "foreldre", "ordliste"}
# Address prefixes of other people's code that looks after its own access.
OPEN_PREFIXES = ("/static/", "/konto/")


def headers(get_response):
    """Private and uncached unless the view said otherwise; the same strict headers everywhere."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "private, no-store"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), interest-cohort=()"
        )
        return response

    return middleware


def person(get_response):
    """`request.user`, without touching the session for a visitor who has none."""

    def load(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return AnonymousUser()
        return get_user(request)

    def middleware(request):
        request.user = SimpleLazyObject(lambda: load(request))
        return get_response(request)

    return middleware


def language(get_response):
    """The language from the address prefix (/nn/, /en/), else the signed-in person's own, else bokmål."""
    codes = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    content = {code for code, _ in settings.CONTENT_LANGUAGES}

    def chosen(request):
        _before, first, second, *_rest = (*request.path_info.split("/", 3), "", "")
        if first in codes and (first not in content or second in IN_CONTENT_LANGUAGES):
            return first
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            return _own_or_written(request)
        return settings.LANGUAGE_CODE

    def middleware(request):
        code = chosen(request)
        if code == settings.LANGUAGE_CODE and (own := _own_address(request)):
            return HttpResponseRedirect(own)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def _own_or_written(request) -> str:
    """The person's own language; but an open page has its language in the address, and without one it is bokmål.

    (Those addresses answer only in the language they are written in, so a link from a colleague would not be found.)
    """
    own = request.user.language
    if own == settings.LANGUAGE_CODE or _is_found(request, own) or not _is_found(request, settings.LANGUAGE_CODE):
        return own
    return settings.LANGUAGE_CODE


def _own_address(request) -> str | None:
    """Where the same page is in the person's own language, when only those who are signed in may open it."""
    if request.method != "GET" or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    own = request.user.language if request.user.is_authenticated else settings.LANGUAGE_CODE
    if own == settings.LANGUAGE_CODE or own not in dict(settings.INTERFACE_LANGUAGES):
        return None
    try:
        with translation.override(settings.LANGUAGE_CODE):
            view = resolve(request.path_info).func
    except Resolver404:
        return None
    return None if getattr(view, "is_public", False) else f"/{own}{request.get_full_path()}"


def _is_found(request, code: str) -> bool:
    with translation.override(code):
        return is_valid_path(request.path_info)


class ClosedByDefault:
    """Sends whoever is not signed in to the sign-in page, unless the view is marked `@public`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        _refuse_nul(request, kwargs)
        elsewhere = _in_bokmål(request, view)
        if elsewhere:
            return HttpResponseRedirect(elsewhere)
        if getattr(view, "is_public", False) or request.path_info.startswith(OPEN_PREFIXES):
            return None
        if request.user.is_authenticated:
            return None
        return redirect_to_login(request.get_full_path())


def _in_bokmål(request, view) -> str:
    """Where a page is read that the address asks for in a language it does not exist in; empty when it exists."""
    code = request.LANGUAGE_CODE
    if code not in dict(settings.CONTENT_LANGUAGES) or getattr(view, "in_every_tongue", False):
        return ""
    if request.path_info.split("/", 3)[2] in HELP:
        return ""
    return request.get_full_path().removeprefix(f"/{code}")


def _refuse_nul(request, kwargs) -> None:
    """A zero byte names nothing, and means nothing in a query; PostgreSQL would break on it."""
    if any("\x00" in value for value in kwargs.values() if isinstance(value, str)):
        raise Http404
    query = request.META["QUERY_STRING"]
    if "%00" in query or "\x00" in query:
        request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
        # What was read before is read anew.
        request.__dict__.pop("GET", None)
