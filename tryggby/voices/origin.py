"""Forms of visitors without any cookie: the browser's own word on where they come from, instead of a token."""

from functools import wraps

from django.http import HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt


def from_own_pages(view):
    """Take in a form only from our own pages, without Django's token, which needs a cookie.

    There is no sign-in here that a foreign page could misuse; this keeps other sites from answering in a child's name.
    Browsers from before 2020 say neither; they are let through.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        if request.method == "POST" and not _own(request):
            return HttpResponseForbidden("Skjemaet kom fra en annen side.", content_type="text/plain; charset=utf-8")
        return view(request, *args, **kwargs)

    page.checks_origin = True
    return csrf_exempt(page)


def _own(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
