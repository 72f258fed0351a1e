"""The error pages: kind, short, without a database query."""

from django.shortcuts import render
from django.views import defaults


def csrf_failure(request, reason=""):
    """403 for a form whose token has expired: what to do, in plain words."""
    return render(request, "csrf.html", status=403)


def bad_request(request, exception):
    """400."""
    return defaults.bad_request(request, exception)


def not_found(request, exception):
    """404, the same whether the thing is missing or somebody else's."""
    return defaults.page_not_found(request, exception)


def server_error(request):
    """500, rendered without context processors."""
    return defaults.server_error(request)
