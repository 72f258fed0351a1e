"""When children can write in their own words, and to whom what they write is sealed."""

import datetime as dt

from django.utils import timezone

from tryggby.ground.door import OSLO
from tryggby.sealing.door import ReadingKey
from tryggby.voices.hours import next_opening, roster_on
from tryggby.voices.models import Channel


def text_is_open(channel: Channel, at: dt.datetime | None = None) -> bool:
    """True while the channel takes own words and a named reader is on the roster at `at` (now when not given).

    All three of the roster must be here and have a key, and somebody must read within two weeks: a gap closes the
    field before the next child sees it. At most three queries.
    """
    return channel.takes != Channel.Takes.NOTHING and help_is_open(channel, at)


def help_is_open(channel: Channel, at: dt.datetime | None = None) -> bool:
    """True while a child can ask for help here; the same as above whether or not the channel takes own words."""
    if channel.state != "open":
        return False
    at = at or timezone.now()
    return bool(readers(channel, at)) and next_opening(channel, at) is not None


def readers(channel: Channel, at: dt.datetime | None = None) -> list[ReadingKey]:
    """The keys of reader, backup and leader on the roster; empty unless all three are here and have one."""
    roster = roster_on(channel, (at or timezone.now()).astimezone(OSLO).date())
    if roster is None:
        return []
    keys = ReadingKey.objects.current().filter(person__in=roster.people, person__left_at__isnull=True)
    by_person = {key.person_id: key for key in keys}
    return [by_person[person] for person in roster.people] if len(by_person) == len(roster.people) else []
