"""How fast codes may be tried. Only wrong tries count, and nobody is locked out by others.

From one address (as a salted hash that lives for an hour) sixty wrong tries an hour are free; then each next try
waits a little longer, half a minute at most. When more than sixty wrong tries a minute come from everywhere, addresses
that have themselves tried wrongly wait for the next minute; a child who comes for the first time does not notice.
A few tries a minute are made although their address must wait, so that nobody keeps a right code out from the same
house; a wrong one among them gets the same page as those that wait.
"""

import datetime as dt
import secrets

from django.db.models import F
from django.utils import timezone

from tryggby.ground.door import count_this_minute, mark_of
from tryggby.voices.models import CodePace

FREE, EVERYWHERE = 60, 60
LONGEST = 30
# So many tries a minute go through from an address that must wait; of those beyond, one in so many.
THROUGH, ONE_IN = 12, 50
CODE = "voices code"


def seconds_to_wait(request) -> int:
    """How long this address must wait before its next try: nearly always 0."""
    (hour, mark), now = mark_of(request, CODE), timezone.now()
    marks = [mark, _minute(now)]
    rows = {row.mark: row for row in CodePace.objects.filter(hour=hour, mark__in=marks)}
    mine, everybody = (rows.get(mark) for mark in marks)
    if mine is None or not mine.wrong:
        return 0
    if mine.next_at and mine.next_at > now:
        return max(1, int((mine.next_at - now).total_seconds() + 0.999))
    return 60 - now.second if everybody and everybody.wrong >= EVERYWHERE else 0


def goes_through(request) -> bool:
    """True when a try is made although its address must wait; chosen before anybody knows whether it is right."""
    _hour, mark = mark_of(request, CODE)
    return count_this_minute(f"voices-code:{mark}") <= THROUGH or secrets.randbelow(ONE_IN) == 0


def count_wrong(request) -> None:
    """Note one more wrong try. Same work whatever was wrong."""
    (hour, mark), now = mark_of(request, CODE), timezone.now()
    for name in (mark, _minute(now)):
        CodePace.objects.get_or_create(hour=hour, mark=name)
        CodePace.objects.filter(hour=hour, mark=name).update(wrong=F("wrong") + 1)
    mine = CodePace.objects.get(hour=hour, mark=mark)
    over = mine.wrong - FREE
    wait = min(2 ** min(over, 5), LONGEST) if over >= 0 else 0
    CodePace.objects.filter(pk=mine.pk).update(next_at=now + dt.timedelta(seconds=wait) if wait else None)


def _minute(now: dt.datetime) -> str:
    return f"everybody {now.minute:02}"
