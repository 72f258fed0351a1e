"""Help lines for other rooms: the cards for a kind of reader, such as the search page and the drills show."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language

from tryggby.help.cards import Card, card, doors_of, number
from tryggby.help.hours import Door, door, parse
from tryggby.help.models import HelpLine
from tryggby.help.models.verified import Sure
from tryggby.help.speech import SOURCE, speeches
from tryggby.help.static_copy import static_copy, words

# The country's number for children. It stands in texts that must hold when all else fails; its hours never do.
CHILDRENS_PHONE = "116 111"
# Who answers the phone now, those whose hours nobody knows, those who do not answer.
ORDER = {"always": 0, "open": 0, "closed": 2}


@dataclass(frozen=True)
class Answering:
    """A line with a telephone, and whether somebody answers it at this moment, in words."""

    card: Card
    state: str


def help_cards(audience: str = "", *, ids: tuple[str, ...] = (), limit: int = 0) -> list[tuple[Card, Door]]:
    """Cards with their door at this moment, in the reader's language: the municipality's own first. Two queries.

    `audience` child, adult, worried or employee (empty: everybody); `ids` of the starter set.
    """
    speech = _speech()
    lines = HelpLine.objects.shown().in_order().prefetch_related("texts")
    if ids:
        lines = lines.filter(shipped_id__in=ids)
    chosen = [line for line in lines if (not audience or audience in line.audiences) and not _kept_back(line, audience)]
    return [(card(line, speech), _door(line)) for line in (chosen[:limit] if limit else chosen)]


def public_lines():
    """The lines that others may show: what nobody has checked yet, and the way to write to us, are not among them."""
    doubtful = {"sure": Sure.VERIFY, "checked_at__isnull": True}
    found = HelpLine.objects.shown().exclude(placing=HelpLine.Placing.FORM).exclude(**doubtful)
    return found.prefetch_related("texts")


def lines_for(audience: str, *, danger: bool = False) -> list[Card]:
    """Cards for `child`, `adult`, `worried` or `employee`; the danger numbers apart from the rest. Two queries."""
    placing = HelpLine.Placing.DANGER
    return [one for one, _ in help_cards(audience) if (one.line.placing == placing) == danger]


def answering_now(audience: str) -> list[Answering]:
    """Lines with a telephone, those who answer now first; the danger numbers are not among them. Two queries."""
    says = _speech().texts["lines"]
    now = timezone.now()
    rows = [(one, state) for one, state in help_cards(audience) if one.phone]
    rows = [row for row in rows if row[0].line.placing != HelpLine.Placing.DANGER]
    rows.sort(key=lambda row: ORDER.get(row[1].kind, 1))
    return [Answering(one, words(state, says, now)) for one, state in rows]


def answers_always(phone: str) -> bool:
    """True when children may be told that somebody answers a number at every hour: its record says so, and it is not
    overdue. From the written pages, in memory: no query."""
    return static_copy().answers_always(number(phone))


def _speech():
    return speeches().get(get_language() or SOURCE) or speeches()[SOURCE]


def _kept_back(line: HelpLine, audience: str) -> bool:
    return line.placing == HelpLine.Placing.FORM or (audience == HelpLine.Audience.CHILD and line.doubtful)


def _door(line: HelpLine) -> Door:
    return Door("unknown") if line.overdue else door(parse(doors_of(line)["phone"]), timezone.now())
