"""Keeps public pages for visitors in memory for a short while, ahead of every other middleware.

Only pages whose view set `Cache-Control: public`, asked for without a session cookie and without
a query, are kept. A page is the same for every visitor: no cookie is set and none is read.
"""

import time

from django.conf import settings
from django.http import HttpResponse

from tryggby.ui.door import kept_pages_stamp

# Pages at most, so that memory stays flat under hostile addresses.
LIMIT = 500


class VisitorPages:
    """The cache of one web process."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages: dict[tuple[str, str], tuple[float, HttpResponse]] = {}
        self.stamp = kept_pages_stamp()

    def __call__(self, request):
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES or request.META["QUERY_STRING"]:
            return self.get_response(request)
        key = (request.META.get("HTTP_HOST", ""), request.path_info)
        stamp = kept_pages_stamp()
        if stamp != self.stamp:
            # Something was published, by this process or another.
            self.pages.clear()
            self.stamp = stamp
        kept = self.pages.get(key)
        if kept and kept[0] > time.monotonic():
            return _copy(kept[1])
        response = self.get_response(request)
        seconds = _seconds(response)
        if seconds and stamp == self.stamp == kept_pages_stamp():
            if len(self.pages) >= LIMIT:
                self.pages.clear()
            self.pages[key] = (time.monotonic() + seconds, _copy(response))
        return response


def _seconds(response) -> int:
    """How long the answer may be kept: its max-age, when it is public, whole and sets no cookie."""
    control = response.get("Cache-Control", "")
    if response.status_code != 200 or response.streaming or response.cookies or "public" not in control:
        return 0
    ages = [part.strip()[8:] for part in control.split(",") if part.strip().startswith("max-age=")]
    return min(int(ages[0]), 60) if ages and "immutable" not in control else 0


def _copy(response) -> HttpResponse:
    copy = HttpResponse(response.content, status=response.status_code)
    copy.headers = response.headers.copy() if hasattr(response.headers, "copy") else response.headers
    return copy
