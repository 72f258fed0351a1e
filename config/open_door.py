"""Serves the help pages and the way out ahead of everything else: no Django, no database, no cookie, no log.

Only for addresses that the written copy has (tryggby/help/static_copy.py), asked for without a query; all else goes
on to Django, which answers the same pages while nothing has been written yet. The pages hold nothing of the visitor
and no absolute address, so neither the host nor a cookie matters to them.
"""

import gzip
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.csp import build_policy

from tryggby.help.door import static_copy

CLEARED = '"cache", "cookies", "storage"'


class OpenDoor:
    """The outermost layer of the web process."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.copy = static_copy()
        self.headers = _headers()
        prefixes = ["", *(f"/{code}" for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
        self.exits = frozenset(f"{prefix}/forlat/" for prefix in prefixes)
        self.squeezed: dict[str, tuple[bytes, bytes]] = {}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"} or environ.get("QUERY_STRING") or not _is_safe(environ):
            return self.application(environ, start_response)
        path = environ.get("PATH_INFO", "")
        if path in self.exits:
            return self._leave(environ, start_response)
        page = self.copy.answer(path)
        if page is None:
            return self.application(environ, start_response)
        headers = [*self.headers, ("Content-Language", self.copy.language_of(path))]
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            page = self._squeeze(path, page)
            headers.append(("Content-Encoding", "gzip"))
        start_response("200 OK", [*headers, ("Content-Length", str(len(page)))])
        return [] if method == "HEAD" else [page]

    def _squeeze(self, path: str, page: bytes) -> bytes:
        """The page for a thin line, squeezed once each time it is new. (Nothing in it is secret.)"""
        kept = self.squeezed.get(path)
        if kept is None or kept[0] is not page:
            kept = self.squeezed[path] = (page, gzip.compress(page, 6, mtime=0))
        return kept[1]

    def _leave(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """On to a neutral page. Whoever has a session is led there by Django, which ends it, unless Django fails."""
        name = settings.SESSION_COOKIE_NAME
        headers = [pair for pair in self.headers if pair[0] not in {"Content-Type", "Vary"}]
        headers += [("Location", settings.EXIT_URL), ("Clear-Site-Data", CLEARED), ("Content-Length", "0")]
        if f"{name}=" in environ.get("HTTP_COOKIE", ""):
            said: list[tuple] = []
            body = self.application(environ, lambda *words: said.append(words))
            if hasattr(body, "close"):
                body.close()
            if said and said[0][0].startswith("302"):
                start_response(*said[0][:2])
                return []
            secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
            headers.append(("Set-Cookie", f"{name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax{secure}"))
        start_response("302 Found", headers)
        return []


def _is_safe(environ: dict) -> bool:
    """False when the visitor must first be sent to https."""
    if not settings.SECURE_SSL_REDIRECT or environ.get("wsgi.url_scheme") == "https":
        return True
    return bool(settings.PROXIES) and environ.get("HTTP_X_FORWARDED_PROTO") == "https"


def _headers() -> list[tuple[str, str]]:
    """The same headers as on every other page (config/middleware.py), and nothing is kept."""
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Encoding"),
        ("Content-Security-Policy", build_policy(settings.SECURE_CSP)),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), interest-cohort=()"),
    ]
    if settings.SECURE_HSTS_SECONDS:
        headers.append(
            ("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload")
        )
    return headers
