"""The error pages: kind, short, without a database query."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views import defaults

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# When the database is away: how many seconds a machine shall wait before it asks again.
AGAIN = "60"


def csrf_failure(request, reason=""):
    """403 for a form whose token has expired: what to do, in plain words."""
    return render(request, "csrf.html", status=403)


def bad_request(request, exception):
    """400; or 413 when more was sent than we take in."""
    if isinstance(exception, TOO_BIG):
        return HttpResponse(loader.get_template("413.html").render(), status=413)
    return defaults.bad_request(request, exception)


def refused(request, exception):
    """403: signed in, but not for this."""
    return defaults.permission_denied(request, exception)


def not_found(request, exception):
    """404, the same whether the thing is missing or somebody else's."""
    return defaults.page_not_found(request, exception)


def server_error(request):
    """500, rendered without context processors; 503 while the database does not answer."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        page = HttpResponse(loader.get_template("503.html").render(), status=503)
        page["Retry-After"] = AGAIN
        return page
    return defaults.server_error(request)
