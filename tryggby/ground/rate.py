"""How many open forms came from one place this hour; the place itself is kept nowhere."""

import base64
import datetime as dt
import hashlib
import os

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from tryggby.ground.models import RateMark, SaltHour


def count_from(request, what: str) -> int:
    """Count this form (`what` kind it is), in the caller's transaction; returns how many there are this hour."""
    salt = _salt()
    digest = hashlib.sha256(bytes(salt.salt) + f"{what} {_address(request)}".encode()).digest()
    mark = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    row, created = RateMark.objects.get_or_create(hour=salt, mark=mark, defaults={"number": 1})
    if created:
        return 1
    RateMark.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return row.number + 1


def forget_marks(now: dt.datetime | None = None) -> int:
    """Delete salts older than two hours, and the marks made with them."""
    deleted, _rows = SaltHour.objects.filter(hour__lt=(now or timezone.now()) - dt.timedelta(hours=2)).delete()
    return deleted


def _salt() -> SaltHour:
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return SaltHour.objects.get_or_create(hour=hour, defaults={"salt": os.urandom(32)})[0]


def _address(request) -> str:
    """Where the request came from, past our own proxies; of IPv6 the part that one subscriber holds."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        address = forwarded[-settings.PROXIES]
    else:
        address = request.META.get("REMOTE_ADDR", "")
    return ":".join(address.split(":")[:4]) if ":" in address else address
