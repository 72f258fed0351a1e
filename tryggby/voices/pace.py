"""How fast codes may be tried. Only wrong tries count, and nobody is locked out by others.

From one address (as a salted hash that lives for an hour) sixty wrong tries an hour are free; then each next try waits a
little longer, half a minute at most. When more than sixty wrong tries a minute come from everywhere, addresses that
have themselves tried wrongly wait for the next minute; a child who comes for the first time does not notice.
"""

import datetime as dt

from django.db.models import F
from django.utils import timezone

from tryggby.voices.models import CodePace
from tryggby.voices.rate import mark_of, salt_of_hour

FREE, EVERYWHERE = 60, 60
LONGEST = 30


def seconds_to_wait(request) -> int:
    """How long this address must wait before its next try: nearly always 0."""
    mine = CodePace.objects.filter(hour=salt_of_hour(), mark=mark_of(request, "code")).first()
    if mine is None or not mine.wrong:
        return 0
    now = timezone.now()
    if mine.next_at and mine.next_at > now:
        return _seconds(mine.next_at - now)
    everybody = CodePace.objects.filter(hour=salt_of_hour(), mark=_minute(now)).first()
    if everybody and everybody.wrong >= EVERYWHERE:
        return 60 - now.second
    return 0


def count_wrong(request) -> None:
    """Note one more wrong try. Same work whatever was wrong."""
    now, hour = timezone.now(), salt_of_hour()
    for mark in (mark_of(request, "code"), _minute(now)):
        CodePace.objects.get_or_create(hour=hour, mark=mark)
        CodePace.objects.filter(hour=hour, mark=mark).update(wrong=F("wrong") + 1)
    mine = CodePace.objects.get(hour=hour, mark=mark_of(request, "code"))
    over = mine.wrong - FREE
    wait = min(2 ** min(over, 5), LONGEST) if over >= 0 else 0
    CodePace.objects.filter(pk=mine.pk).update(next_at=now + dt.timedelta(seconds=wait) if wait else None)


def _minute(now: dt.datetime) -> str:
    return f"everybody {now.minute:02}"


def _seconds(left: dt.timedelta) -> int:
    return max(1, int(left.total_seconds() + 0.999))
