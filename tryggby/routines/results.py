"""What a self-review shows: each core element with its items, beside the unit's own earlier answers. Pure."""

from dataclasses import dataclass

from tryggby.packages.door import CoreElement
from tryggby.routines.items import Item, asked
from tryggby.routines.models import ReviewAnswer, SelfReview


@dataclass(frozen=True)
class ItemRow:
    """One item: the answer now (None: passed or not taken yet), and the one before."""

    number: int
    item: Item
    answer: ReviewAnswer | None
    before: int | None

    @property
    def value(self) -> int | None:
        """What the group agreed on."""
        return self.answer.value if self.answer else None

    @property
    def trend(self) -> str:
        """up, down, same, or nothing when there is nothing to compare with."""
        if self.value is None or self.before is None:
            return ""
        return "same" if self.value == self.before else "up" if self.value > self.before else "down"


@dataclass(frozen=True)
class ElementRows:
    """The items of one core element."""

    code: str
    name: str
    rows: list[ItemRow]


def earlier_review(review: SelfReview) -> SelfReview | None:
    """The unit's own earlier one: a pulse looks at its baseline, a whole one at the whole one before."""
    if review.baseline_id:
        return review.baseline
    done = SelfReview.objects.done().filter(unit=review.unit_id, kind=SelfReview.Kind.WHOLE)
    return done.filter(started_at__lt=review.started_at).first()


def rows_of(review: SelfReview, before: SelfReview | None) -> list[ItemRow]:
    """Every item that is asked, in order; two queries at most."""
    answers = {answer.item: answer for answer in review.answers.all()}
    was = dict(before.answers.values_list("item", "value")) if before else {}
    items = asked(review.kind)
    return [ItemRow(n, item, answers.get(item.id), was.get(item.id)) for n, item in enumerate(items, 1)]


def by_element(rows: list[ItemRow]) -> list[ElementRows]:
    """The rows under their core elements, in the elements' own order."""
    return [
        ElementRows(code, str(name), [row for row in rows if row.item.element == code])
        for code, name in CoreElement.choices
    ]
