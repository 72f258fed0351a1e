"""How often somebody came: forms this hour (in the database), requests this minute (in memory). Never from where."""

import base64
import datetime as dt
import hashlib
import os

from django.conf import settings
from django.core.cache import caches
from django.db.models import F
from django.utils import timezone

from tryggby.ground.models import RateMark, SaltHour

KEPT = dt.timedelta(hours=2)
# Of this process; never written down.
SALT = os.urandom(32)


def count_from(request, what: str) -> int:
    """Count this form (`what` kind it is), in the caller's transaction; returns how many there are this hour."""
    hour, mark = mark_of(request, what)
    row, created = RateMark.objects.get_or_create(hour=hour, mark=mark, defaults={"number": 1})
    if created:
        return 1
    RateMark.objects.filter(pk=row.pk).update(number=F("number") + 1)
    return row.number + 1


def counted_from(request, what: str) -> int:
    """How many there are this hour, without counting this one."""
    hour, mark = mark_of(request, what)
    return RateMark.objects.filter(hour=hour, mark=mark).values_list("number", flat=True).first() or 0


def mark_of(request, what: str) -> tuple[SaltHour, str]:
    """This hour, and the salted hash of where a request came from, for one kind of form."""
    hour = _hour()
    digest = hashlib.sha256(bytes(hour.salt) + f"{what} {_address(request)}".encode()).digest()
    return hour, base64.urlsafe_b64encode(digest).decode().rstrip("=")


def count_this_minute(what: str) -> int:
    """Count a request of one kind by one caller, in this process's memory; returns how many there are this minute."""
    cache, minute = caches["visits"], f"{what}:{int(timezone.now().timestamp()) // 60}"
    cache.add(minute, 0, 90)
    try:
        return cache.incr(minute)
    except ValueError:
        # Pushed out of memory in this instant.
        return 1


def count_visit(request, what: str) -> int:
    """The same for whoever asks without a name: behind a salt that lives as long as this process, in memory alone."""
    digest = hashlib.blake2b(_address(request).encode(), key=SALT, digest_size=16).hexdigest()
    return count_this_minute(f"{what}:{digest}")


def forget_marks(now: dt.datetime | None = None) -> int:
    """Delete salts older than two hours, and the marks made with them; returns how many."""
    return SaltHour.objects.filter(hour__lt=(now or timezone.now()) - KEPT).delete()[0]


def marks_outlived() -> bool:
    """True when a salt is still there long after its time."""
    return SaltHour.objects.filter(hour__lt=timezone.now() - 2 * KEPT).exists()


def _hour() -> SaltHour:
    """This hour's salt, made when it is first needed."""
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
