"""The error pages: kind, short, without a database query, whatever else is broken. Other systems get theirs as JSON."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader
from django.utils import translation

from tryggby.api.door import is_for_systems, problem_page
from tryggby.ui.door import frame_language

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# When the database is away: how many seconds a machine shall wait before it asks again.
AGAIN = "60"


def csrf_failure(request, reason=""):
    """403 for a form whose token has expired: what to do, in plain words."""
    return _page(request, "csrf", 403)


def bad_request(request, exception):
    """400; or 413 when more was sent than we take in."""
    return _page(request, "413", 413) if isinstance(exception, TOO_BIG) else _page(request, "400", 400)


def refused(request, exception):
    """403: signed in, but not for this."""
    return _page(request, "403", 403)


def not_found(request, exception):
    """404, the same whether the thing is missing or somebody else's."""
    return _page(request, "404", 404)


def server_error(request):
    """500; 503 while the database does not answer."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        page = _page(request, "503", 503)
        page["Retry-After"] = AGAIN
        return page
    return _page(request, "500", 500)


def _page(request, name: str, status: int) -> HttpResponse:
    """The page without context processors: those ask the database who is there."""
    if is_for_systems(request):
        return problem_page(status)
    asked = translation.get_language() or settings.LANGUAGE_CODE
    # Content languages have no words for these pages: then they are in bokmål, and say so.
    written = frame_language(asked)
    context = {"asked": asked, "signed_in": settings.SESSION_COOKIE_NAME in request.COOKIES}
    with translation.override(written):
        page = HttpResponse(loader.get_template(f"{name}.html").render(context), status=status)
    page["Content-Language"] = written
    return page
