"""A municipality's advice from children as everybody may read it: an adult's words, read by two, with the answer."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO
from tryggby.voices import words
from tryggby.voices.models import Advice, AdviceReply, Band, Channel, RoomTalk

# How advice came about when it was not gathered in a room.
CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True)
class PublicAdvice:
    """One piece of advice, by codes, with the newest answer. No unit, no adult, never a child's own words."""

    service: str
    theme: str
    age_band: str
    method: str
    band: str
    text: str
    since: dt.date
    until: dt.date
    state: str
    answer: str
    answered_on: dt.date


def public_advice(organisation) -> list[PublicAdvice]:
    """What stands on «Barna sa – vi gjorde» now, the newest first. Two queries."""
    rows = Advice.objects.public().filter(organisation=organisation).select_related("service", "talk")
    found = [(row, row.reply) for row in rows.prefetch_related("replies").order_by("-until", "-pk")]
    return [_told(row, reply) for row, reply in found if reply]


def advice_words() -> dict[str, dict[str, str]]:
    """What the codes are called in the reader's language: theme, age, method, band and state."""
    return {
        "theme": {code: str(text) for code, text in words.THEMES.items()},
        "age": {code: str(text) for code, text in Channel.AgeBand.choices},
        "method": {code: str(text) for code, text in RoomTalk.Method.choices} | {CHANNEL: _("Skrevet til oss på nett")},
        "band": {code: str(text) for code, text in Band.choices},
        "state": {code: str(text) for code, text in AdviceReply.State.choices},
    }


def _told(advice: Advice, reply: AdviceReply) -> PublicAdvice:
    return PublicAdvice(
        service=advice.service.code,
        theme=advice.theme,
        age_band=advice.age_band,
        method=advice.talk.method if advice.talk else CHANNEL,
        band=advice.band,
        text=advice.paraphrase,
        since=advice.since,
        until=advice.until,
        state=reply.state,
        answer=reply.text,
        answered_on=reply.at.astimezone(OSLO).date(),
    )
