"""Local answers of a unit, held against what a drill asks for."""

from dataclasses import dataclass

from tryggby.drills.models import LocalAnswer
from tryggby.organisations.door import Unit
from tryggby.packages.door import Drill, current_drills


@dataclass(frozen=True)
class Local:
    """One question with its answer, if there is one."""

    id: str
    question: str
    hint: str
    scope: str
    kind: str
    required: bool
    text: str
    is_stale: bool

    @property
    def is_missing(self) -> bool:
        """True when it must be answered before a run is ready, and is not."""
        return self.required and not self.text

    @property
    def for_unit(self) -> bool:
        """True when each unit answers for itself."""
        return self.scope == "unit"


def local_answers(unit: Unit, questions: list[dict]) -> list[Local]:
    """The questions with the unit's answers, in order. One query."""
    rows = {(row.unit_id is not None, row.question): row for row in LocalAnswer.objects.of_unit(unit)}
    found = []
    for question in questions:
        row = rows.get((question["scope"] == "unit", question["id"]))
        found.append(
            Local(
                id=question["id"],
                question=question["question"],
                hint=question["hint"],
                scope=question["scope"],
                kind=question["kind"],
                required=question["required"],
                text=row.text if row else "",
                is_stale=bool(row and row.is_stale(question["review_days"])),
            )
        )
    return found


def asked_of(unit: Unit) -> list[dict]:
    """Every question that the drills for the unit's service ask, each once, those required first."""
    found: dict[tuple[str, str], dict] = {}
    for drill in current_drills():
        if fits(drill, unit.service.code):
            for question in drill.body["local"]:
                found.setdefault((question["scope"], question["id"]), question)
    return sorted(found.values(), key=lambda question: (question["scope"] == "unit", not question["required"]))


def fits(drill: Drill, service: str) -> bool:
    """True when the drill is meant for the service, or for all."""
    return "alle" in drill.services or service in drill.services
