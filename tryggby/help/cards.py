"""A help line as a card on a page, in one language: links, facts, hours in words."""

import datetime as dt
from dataclasses import dataclass

from tryggby.help.hours import DAYS, Hours, Ranges, parse
from tryggby.help.models import HelpLine
from tryggby.help.models.verified import Sure
from tryggby.help.speech import SOURCE, Speech, mark

# Own names of months would need a catalogue; figures are the same for everybody.
DATE = "%d.%m.%Y"


@dataclass(frozen=True)
class Card:
    """What a template needs to show one line."""

    line: HelpLine
    text: str
    text_language: str
    stale: bool
    hours: list[str]
    written_hours: list[str]
    facts: list[str]
    seen: str

    @property
    def name(self) -> str:
        """Who answers."""
        return self.line.name

    @property
    def phone(self) -> str:
        """The number as people read it."""
        return self.line.phone

    @property
    def tel(self) -> str:
        """The number for a call link."""
        return number(self.line.phone)

    @property
    def sms(self) -> str:
        """The number for a text message."""
        return number(self.line.sms)

    @property
    def lists_hours(self) -> bool:
        """True when the card has hours to list. What is true now is then left out on paper, which hangs for weeks."""
        return bool(self.line.phone and self.hours) and not self.always

    @property
    def lists_written_hours(self) -> bool:
        """The same for text messages and chat."""
        return bool(self.written_hours) and not parse(self.line.written_hours).always

    @property
    def always(self) -> bool:
        """True when somebody answers the telephone at every hour, as far as is known."""
        return bool(self.line.phone) and _known(self.line).always

    @property
    def answers_in_writing(self) -> bool:
        """True when they answer text messages or chat."""
        return bool(self.line.sms or self.line.chat_url)


def card(line: HelpLine, speech: Speech) -> Card:
    """The card of a line."""
    text, says = line.text_in(speech.shown), speech.texts["lines"]
    source = next((one.text for one in line.texts.all() if one.language == SOURCE), "")
    stale = bool(text and text.made_from and text.language != SOURCE and text.made_from != mark(source))
    return Card(
        line=line,
        text=text.text if text else "",
        text_language=text.language if text else SOURCE,
        stale=stale,
        hours=hours_in_words(_known(line), says),
        written_hours=hours_in_words(parse(line.written_hours), says) if line.sms or line.chat_url else [],
        facts=_facts(line, says),
        seen=_seen(line, says),
    )


def doors_of(line: HelpLine) -> dict:
    """What the clock needs to know about a line; hours that are not to be trusted are not given to it."""
    known = line.known_hours
    return {
        "phone": known if line.phone else "",
        "written": line.written_hours,
        "review_by": line.review_by.isoformat(),
        "calls": bool(line.phone),
        "children": number(line.phone) if HelpLine.Audience.CHILD in line.audiences and not line.doubtful else "",
    }


def hours_in_words(hours: Hours, says: dict[str, str]) -> list[str]:
    """«mandag–fredag 08.00–15.30», with neighbouring days of the same hours together."""
    if hours.always:
        return [says["always"]]
    if not hours.known:
        return []
    names, rows = says["days"].split(", "), []
    first = 0
    for day in range(1, len(DAYS) + 1):
        if day == len(DAYS) or hours.week[day] != hours.week[first]:
            if hours.week[first]:
                days = names[first] if day - first == 1 else f"{names[first]}–{names[day - 1]}"
                rows.append(f"{days} {_ranges(hours.week[first] or (), says)}")
            first = day
    if hours.holiday is not None:
        rows.append(f"{says['holiday']}: {_ranges(hours.holiday, says)}")
    rows += [f"{name}: {_ranges(ranges, says)}" for name, ranges in hours.named]
    return rows + [f"{day.strftime(DATE)}: {_ranges(ranges, says)}" for day, ranges in hours.dates]


def number(text: str) -> str:
    """A number without its spaces."""
    return text.replace(" ", "")


def _known(line: HelpLine) -> Hours:
    return parse(doors_of(line)["phone"])


def _ranges(ranges: Ranges, says: dict[str, str]) -> str:
    if not ranges:
        return says["closed"].lower().split(" ")[0]
    if (dt.time(0), dt.time(0)) in ranges:
        return says["always"].lower()
    return ", ".join(f"{_clock(start, says)}–{_clock(end, says)}" for start, end in ranges)


def _clock(time: dt.time, says: dict[str, str]) -> str:
    return time.strftime(f"%H{says['sign']}%M")


def _facts(line: HelpLine, says: dict[str, str]) -> list[str]:
    """Short sentences that help somebody to choose."""
    yes, no = HelpLine.Answer.YES, HelpLine.Answer.NO
    found = [
        _ages(line, says),
        says["anonymous"] if line.anonymous == yes else "",
        says["record"] if line.keeps_record == yes else says["no_record"] if line.keeps_record == no else "",
        says["free"] if line.free == yes else "",
        f"{says['speak']} {line.languages}." if line.languages else "",
        says["unsure_number"] if line.sure != Sure.SURE and not line.checked_at and (line.phone or line.sms) else "",
        says["hours_unsure"] if line.sure_hours == Sure.CHECK and not line.checked_at else "",
    ]
    return [fact for fact in found if fact]


def _ages(line: HelpLine, says: dict[str, str]) -> str:
    if line.age_min and line.age_max:
        return says["ages"].replace("{from}", str(line.age_min)).replace("{to}", str(line.age_max))
    if line.age_max:
        return says["ages_to"].replace("{to}", str(line.age_max))
    return says["ages_from"].replace("{from}", str(line.age_min)) if line.age_min else ""


def _seen(line: HelpLine, says: dict[str, str]) -> str:
    if line.placing == HelpLine.Placing.DANGER:
        return ""
    text = says["checked"] if line.checked_at else says["seen"] if line.shipped_id else ""
    return text.replace("{date}", line.last_seen.strftime(DATE))
