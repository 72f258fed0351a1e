"""What an evaluation asks, and the five faces one answers with."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggby.events.models import Event, Phase


@dataclass(frozen=True)
class Asked:
    """One question: its code, its words."""

    code: str
    text: str | Promise


# Few, the same every time, so that events can be compared with themselves.
QUESTIONS = (
    Asked("useful", _("Hvor nyttig var dette for arbeidet ditt?")),
    Asked("clear", _("Hvor lett var det å følge med?")),
    Asked("welcome", _("Hvor velkommen følte du deg?")),
    Asked("try", _("Hvor sikker er du på at du vil prøve noe av dette på jobb?")),
)
FACES = (
    (1, _("Svært lite")),
    (2, _("Lite")),
    (3, _("Midt imellom")),
    (4, _("Mye")),
    (5, _("Svært mye")),
)
GOAL = "goal-"


def asked(event: Event, phase: str) -> list[Asked]:
    """The questions of an event in a phase: its learning goals, and afterwards also ours."""
    goals = [Asked(f"{GOAL}{goal.number}", goal.text) for goal in event.goals.all()]
    return goals if phase == Phase.BEFORE else [*QUESTIONS, *goals]
