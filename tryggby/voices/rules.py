"""When children can write in their own words, and to whom what they write is sealed."""

import datetime as dt

from django.utils import timezone

from tryggby.ground.door import OSLO
from tryggby.organisations.door import Membership
from tryggby.sealing.door import ReadingKey
from tryggby.voices.hours import next_opening, roster_on
from tryggby.voices.models import Channel, DutyRoster


def text_is_open(channel: Channel, at: dt.datetime | None = None) -> bool:
    """True while the channel takes own words and a named reader is on the roster at `at` (now when not given).

    All three of the roster must work here and have a key, and somebody must read within two weeks: a gap closes the
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
    by_person = {key.person_id: key for key in _keys(channel, roster.people)}
    return [by_person[person] for person in roster.people] if len(by_person) == len(roster.people) else []


def sealed_to(channel: Channel, at: dt.datetime | None = None) -> list[ReadingKey]:
    """The keys that a text of `at` is sealed to: those of everybody who has duty while it is kept.

    What comes the evening before a new roster begins is read by the new one. Empty when `readers` is.
    """
    return keys_of_duty(channel, at) if readers(channel, at) else []


def keys_of_duty(channel: Channel, at: dt.datetime | None = None) -> list[ReadingKey]:
    """The keys of everybody who has duty while a text of `at` is kept."""
    day = (at or timezone.now()).astimezone(OSLO).date()
    rosters = DutyRoster.objects.filter(channel=channel).while_kept(day)
    return _keys(channel, {person for roster in rosters for person in roster.people})


def works_here(channel: Channel):
    """Numbers of the people who work in the channel's organisation today."""
    return Membership.objects.current().filter(unit__organisation=channel.organisation_id).values("person")


def _keys(channel: Channel, people) -> list[ReadingKey]:
    """Keys in use of those of the people who are still here."""
    keys = ReadingKey.objects.current().filter(person__in=people, person__left_at__isnull=True)
    return list(keys.filter(person__in=works_here(channel)).order_by("pk"))
