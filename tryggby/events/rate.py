"""How many sign-ups came from one place this hour; the place itself is kept nowhere."""

import base64
import hashlib
import os

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from tryggby.events.models import RateMark, SaltHour

# From one place in an hour: beyond this the address must be confirmed, and beyond that nothing is taken in.
# A whole workplace may sit behind one address.
CAREFUL, TOO_MANY = 40, 1000


def count(request) -> int:
    """Count this sign-up, in the caller's transaction; returns how many there are from here this hour."""
    salt = _salt()
    digest = hashlib.sha256(bytes(salt.salt) + _address(request).encode()).digest()
    mark = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    row, created = RateMark.objects.get_or_create(hour=salt, mark=mark, defaults={"number": 1})
    if created:
        return 1
    RateMark.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return row.number + 1


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
