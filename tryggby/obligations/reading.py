"""Obligations made ready for pages: with their sentences, and the units' and requirements' counts."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse

from tryggby.ground.door import today
from tryggby.obligations import words
from tryggby.obligations.models import Obligation, Requirement


@dataclass
class Card:
    """One obligation as a page shows it."""

    row: Obligation
    own: bool = True
    before: list[str] = field(default_factory=list)

    @property
    def why(self) -> str:
        """Why it applies, in one sentence."""
        return words.why(self.row, own=self.own)

    @property
    def stands(self) -> str:
        """How it stands, in one sentence."""
        return words.stands(self.row, own=self.own)

    @property
    def chain(self) -> str:
        """How the refreshers stand."""
        return words.chain(self.row)

    @property
    def is_waiting(self) -> bool:
        """True while there is something to do."""
        return self.row.state in (Obligation.State.DUE, Obligation.State.LAPSED)

    @property
    def color(self) -> str:
        """The tag's colour: green when it is fine, yellow when it waits, grey for the rest. Never red."""
        return {"done": "gress", "due": "sol", "lapsed": "sol"}.get(self.row.state, "neutral")

    @property
    def start_url(self) -> str:
        """Where it is done."""
        package = self.row.requirement.package
        return reverse("packages:package", args=[package.slug]) if package else reverse("packages:shelf")


def cards_of(person, *, own: bool = True) -> list[Card]:
    """The person's obligations, those that wait first, with how earlier cycles went. One query."""
    rows = Obligation.objects.of(person).select_related("requirement__package").order_by("requirement", "-cycle")
    cards: list[Card] = []
    for row in rows:
        if cards and cards[-1].row.requirement_id == row.requirement_id:
            cards[-1].before.append(words.stands(row, own=own))
        else:
            cards.append(Card(row, own))
    far = today().replace(year=today().year + 100)
    return sorted(cards, key=lambda card: (not card.is_waiting, card.row.due_on or far, card.row.requirement.title))


def waiting_cards(person, limit: int = 3) -> list[Card]:
    """What the person has to do, soonest first: for the home page. One query."""
    rows = Obligation.objects.waiting().of(person).select_related("requirement__package")
    return [Card(row) for row in rows.order_by("due_on", "pk")[:limit]]


def unit_rows(unit):
    """Obligations counted in a unit that apply today, with person and requirement."""
    rows = Obligation.objects.counting().filter(unit=unit, person__left_at__isnull=True)
    return rows.select_related("person", "requirement__package").order_by(
        "person__family_name", "person__given_name", "person", "due_on", "pk"
    )


def counted(requirements):
    """Requirements with `people`: how many are asked now, and nothing of how they stand. One query.

    Those who are let off or on leave are not in it, as they are not in the coverage pages' figures. How it goes is
    told there alone: two pages that hide each its own would tell together what neither does.
    """
    asked = Q(obligations__state="done") | Q(
        obligations__state__in=["due", "lapsed"], obligations__paused_on__isnull=True
    )
    return requirements.annotate(people=Count("obligations", filter=asked & Q(obligations__followed_on__isnull=True)))


def stage_color(requirement: Requirement) -> str:
    """The colour of a requirement's stage."""
    return {"in_force": "gress", "coming": "sol"}.get(requirement.stage, "neutral")
