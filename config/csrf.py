"""Django's form protection, fitted to pages that send no referrer and to visitors who get no cookie.

`Referrer-Policy: no-referrer` makes browsers send `Origin: null` with a form, which Django takes
for a foreign page. Here the browser's own word on where the request comes from (`Sec-Fetch-Site`,
which a page cannot set) decides; from whoever has a session, the token is demanded all the same.

A visitor without a session has nothing that a foreign page could misuse, so open pages set no cookie
for their forms; the browser's word alone says that the form was ours.
"""

from django.conf import settings
from django.middleware.csrf import REASON_BAD_ORIGIN, CsrfViewMiddleware

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def _is_open(callback) -> bool:
    """A public page, or one that whoever signs in must reach before she has a session (a mailed code, a password)."""
    return getattr(callback, "is_public", False) or not getattr(callback, "login_required", True)


class NoReferrerCsrf(CsrfViewMiddleware):
    """Accepts a hidden origin when the browser says the form stands on our own page; no cookie for visitors."""

    def process_view(self, request, callback, callback_args, callback_kwargs):
        """Of a visitor on an open page only the origin is asked, also while she is signing in."""
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        if not _is_open(callback) or signed_in:
            return super().process_view(request, callback, callback_args, callback_kwargs)
        request.is_visitors = True
        unchecked = request.method in SAFE or getattr(request, "_dont_enforce_csrf_checks", False)
        if unchecked or getattr(callback, "csrf_exempt", False) or self._is_our_own(request):
            return None
        return self._reject(request, REASON_BAD_ORIGIN % request.META.get("HTTP_ORIGIN", "-"))

    def process_response(self, request, response):
        """The token's cookie, but not to visitors."""
        if getattr(request, "is_visitors", False):
            return response
        return super().process_response(request, response)

    def _is_our_own(self, request) -> bool:
        if "HTTP_ORIGIN" in request.META:
            return self._origin_verified(request)
        return request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"

    def _origin_verified(self, request) -> bool:
        if request.META.get("HTTP_ORIGIN") == "null":
            site = request.META.get("HTTP_SEC_FETCH_SITE")
            # Plain HTTP outside localhost (a demo on a local network) carries no such header.
            return site == "same-origin" or (site is None and not request.is_secure())
        return super()._origin_verified(request)
