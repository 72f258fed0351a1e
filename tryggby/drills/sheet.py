"""What stands on the printed sheet of a drill."""

from tryggby.drills.answers import local_answers
from tryggby.drills.screens import effect, trigger_words
from tryggby.drills.texts import written_out
from tryggby.organisations.door import Unit
from tryggby.packages.door import Drill


def sheet_page(drill: Drill, unit: Unit | None) -> dict:
    """Everything the one who leads needs when the network is gone; local answers where a unit is known."""
    body = written_out(drill)
    names = {row["id"]: row["text"] for row in body["acts"]}
    return {
        "drill": drill,
        "body": body,
        "unit": unit,
        "local": local_answers(unit, drill.body["local"]) if unit else [],
        "injects": [row | {"trigger": trigger_words(row["when"], names)} for row in body["injects"]],
        "decisions": [
            row | {"options": [option | {"effect": effect(option["good"])} for option in row["options"]]}
            for row in body["decisions"]
        ],
        "expected": [row for row in body["acts"] if row["expected"]],
    }
