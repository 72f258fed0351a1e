"""What a child reads around the help dialogue, in one language: words, when somebody reads, dates."""

import datetime as dt
from functools import cache

import yaml
from django.utils import timezone

from tryggby.ground.door import OSLO
from tryggby.voices import content
from tryggby.voices.hours import next_opening, on_duty, roster_on
from tryggby.voices.models import Channel


def thread_words(code: str) -> dict:
    """The words of the dialogue in a language; bokmål when it does not exist."""
    return _thread_words(code, content.phone_always_answers())


@cache
def _thread_words(code: str, always: bool) -> dict:
    path = content.FOLDER / "thread" / f"{code}.yaml"
    if code not in content.flows() or not path.exists():
        path = content.FOLDER / "thread" / f"{content.FIRST}.yaml"
    said = content.flow(path.stem).words["always"] if always else ""
    return content.with_hours(yaml.safe_load(path.read_text("utf-8")), said)


def when_read(channel: Channel, code: str, at: dt.datetime | None = None) -> str:
    """Whether somebody reads now, and else when: told before a child sends anything."""
    at, words = at or timezone.now(), thread_words(code)["start"]
    if on_duty(roster_on(channel, at.astimezone(OSLO).date()), at):
        return words["open"]
    opens = next_opening(channel, at)
    if opens is None:
        return words["closed"]
    local = opens.astimezone(OSLO)
    weekday = content.flow(code).words["weekdays"][local.weekday()]
    return words["later"].format(day=f"{weekday} {local.day}.{local.month}.", time=f"{local:%H.%M}")


def promise_of_help(channel: Channel, code: str) -> list[str]:
    """Who reads, when, what the adult must do, what we cannot do."""
    words = thread_words(code)["start"]
    return [words["who"].format(reader=channel.reader), when_read(channel, code), words["duty"], words["cannot"]]
