"""Keeps public pages for visitors in memory for a short while, ahead of every other middleware.

Only pages whose view set `Cache-Control: public`, or `kept_here` (no browser keeps those), asked for without
a session cookie and without a query, are kept. A page is the same for every visitor: no cookie is set and none is read.
So it holds no secret that its size could give away, and may be sent packed (gzip); other pages never are.
"""

import gzip
import time
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from tryggby.ui.door import kept_pages_stamp

# Pages at most, so that memory stays flat under hostile addresses.
LIMIT = 500
# Smaller pages are not worth packing.
LEAST = 1_000


class Kept(NamedTuple):
    """A page, plain and packed, and until when it may be given out (`time.monotonic`)."""

    until: float
    plain: HttpResponse
    packed: HttpResponse

    def for_(self, request) -> HttpResponse:
        """A copy in the form that the visitor's browser can read."""
        return _copy(self.packed if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else self.plain)


class VisitorPages:
    """The cache of one web process."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages: dict[tuple[str, str], Kept] = {}
        self.stamp = kept_pages_stamp()

    def __call__(self, request):
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES or request.META["QUERY_STRING"]:
            return self.get_response(request)
        if "HTTP_IF_NONE_MATCH" in request.META:
            # Whoever has the page may be told that it is the same.
            return self.get_response(request)
        key = (request.META.get("HTTP_HOST", ""), request.path_info)
        stamp = kept_pages_stamp()
        if stamp != self.stamp:
            # Something was published, by this process or another.
            self.pages.clear()
            self.stamp = stamp
        kept = self.pages.get(key)
        if kept and kept.until > time.monotonic():
            return kept.for_(request)
        response = self.get_response(request)
        seconds = _seconds(response)
        if seconds and stamp == self.stamp == kept_pages_stamp():
            if len(self.pages) >= LIMIT:
                self.pages.clear()
            kept = Kept(time.monotonic() + seconds, *_forms(response))
            self.pages[key] = kept
            return kept.for_(request)
        return response


def _seconds(response) -> int:
    """How long the answer may be kept: its max-age when it is public, or as it says; whole and without a cookie."""
    control = response.get("Cache-Control", "")
    if response.status_code != 200 or response.streaming or response.cookies:
        return 0
    if "public" not in control:
        return getattr(response, "kept_here", 0)
    ages = [part.strip()[8:] for part in control.split(",") if part.strip().startswith("max-age=")]
    return min(int(ages[0]), 60) if ages and "immutable" not in control else 0


def _forms(response) -> tuple[HttpResponse, HttpResponse]:
    """The page as it is, and packed."""
    if not response.get("Content-Type", "").startswith("text/html") or len(response.content) < LEAST:
        return _copy(response), _copy(response)
    patch_vary_headers(response, ["Accept-Encoding"])
    plain, packed = _copy(response), _copy(response)
    packed.content = gzip.compress(response.content, 6, mtime=0)
    packed.headers["Content-Encoding"] = "gzip"
    packed.headers["Content-Length"] = str(len(packed.content))
    return plain, packed


def _copy(response) -> HttpResponse:
    """The answer again, with headers of its own."""
    return HttpResponse(response.content, status=response.status_code, headers=dict(response.headers.items()))
