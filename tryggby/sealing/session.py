"""An opened key lasts for the session, half an hour at most, and never lies whole in one place.

The session row holds the private half locked; the key to that lock is in a cookie of the browser alone.
"""

import base64
import binascii
import datetime as dt
import secrets

from django.conf import settings
from django.utils import timezone

from tryggby.sealing import box
from tryggby.sealing.envelopes import OpenedKey
from tryggby.sealing.models import ReadingKey

COOKIE = "__Host-tryggby-nokkel" if settings.SECURE else "tryggby-nokkel"
SESSION = "reading_key"
LASTS = dt.timedelta(minutes=30)


def remember(request, response, opened: OpenedKey):
    """Keep an opened key for this session; returns the response, which carries the cookie."""
    secret = secrets.token_bytes(box.KEY)
    request.session[SESSION] = {
        "key": opened.reading_key.key,
        "box": base64.b64encode(box.lock(secret, opened.private, _bound(request, opened.reading_key))).decode(),
        "until": (timezone.now() + LASTS).isoformat(),
    }
    response.set_cookie(
        COOKIE,
        secret.hex(),
        max_age=int(LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def forget(request, response):
    """Close the key for this session."""
    if SESSION in request.session:
        del request.session[SESSION]
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def opened_key(request) -> OpenedKey | None:
    """The person's opened key, or None when it is closed, too old, retired, or either half is missing.

    Asked of the database each time: a key put away opens nothing from that moment. One query.
    """
    kept, half = request.session.get(SESSION), request.COOKIES.get(COOKIE)
    if not kept or not half or dt.datetime.fromisoformat(kept["until"]) <= timezone.now():
        return None
    reading_key = ReadingKey.objects.current().filter(person=request.user, key=kept["key"]).first()
    if reading_key is None:
        return None
    try:
        private = box.unlock(bytes.fromhex(half), base64.b64decode(kept["box"]), _bound(request, reading_key))
    except (box.Tampered, binascii.Error, ValueError):
        return None
    return OpenedKey(reading_key, private)


def _bound(request, reading_key: ReadingKey) -> bytes:
    return box.context("session", request.user.pk, reading_key.key)
