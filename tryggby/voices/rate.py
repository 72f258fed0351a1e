"""How many came from one place this hour; the place itself is kept nowhere."""

import base64
import datetime as dt
import hashlib
import os

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from tryggby.voices.models import VoiceMark, VoiceSalt

# From one place in an hour: three school classes may sit behind one address.
MOST = 90
KEPT = dt.timedelta(hours=2)


class TooMany(Exception):
    """More came from here this hour than a place with children sends."""


def count_or_refuse(request, kind: str) -> None:
    """Count one more, in the caller's transaction. Raises TooMany."""
    if count(request, kind) > MOST:
        raise TooMany


def count(request, kind: str) -> int:
    """Count one more of a kind, in the caller's transaction; returns how many there are from here this hour."""
    salt = salt_of_hour()
    mark = mark_of(request, kind, salt)
    row, created = VoiceMark.objects.get_or_create(hour=salt, mark=mark, defaults={"number": 1})
    if created:
        return 1
    VoiceMark.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return row.number + 1


def forget_marks() -> int:
    """Delete salts and marks of past hours; returns how many."""
    return VoiceSalt.objects.filter(hour__lt=timezone.now() - KEPT).delete()[0]


def mark_of(request, kind: str, salt: VoiceSalt) -> str:
    """The salted hash of where a request came from, for one kind and one hour."""
    digest = hashlib.sha256(bytes(salt.salt) + f"{kind} {_address(request)}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def salt_of_hour() -> VoiceSalt:
    """This hour's salt, made when it is first needed."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    return VoiceSalt.objects.get_or_create(hour=hour, defaults={"salt": os.urandom(32)})[0]


def _address(request) -> str:
    """Where the request came from, past our own proxies; of IPv6 the part that one subscriber holds."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        address = forwarded[-settings.PROXIES]
    else:
        address = request.META.get("REMOTE_ADDR", "")
    return ":".join(address.split(":")[:4]) if ":" in address else address
