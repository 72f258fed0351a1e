"""What stands around an event on its page right now: the recording, questions, the evaluation."""

from dataclasses import dataclass

from django.utils import timezone

from tryggby.events.actions.evaluation import evaluation_is_open
from tryggby.events.actions.question import questions_open
from tryggby.events.models import Event
from tryggby.events.publishing import Shown, shown


@dataclass(frozen=True)
class Around:
    """The recording's state, and whether one can ask or evaluate."""

    recording: Shown
    questions: bool
    evaluation: bool


def around(event: Event) -> Around:
    """One question to the database before the event, two from its start on."""
    begun = event.starts_at <= timezone.now()
    return Around(shown(event), questions_open(event), begun and evaluation_is_open(event))
