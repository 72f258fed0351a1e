"""Ask the speakers something; let it through, mark it answered, take it away."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import words
from tryggby.events.models import Event, Question
from tryggby.events.refusal import Refused
from tryggby.ground.door import claim, done, earlier

# The list is open from when people gather until the talk afterwards is over.
BEFORE, AFTER = dt.timedelta(minutes=60), dt.timedelta(minutes=60)
# A list that nobody can read any more takes in nothing more.
MOST_NEW = 300
KEPT = dt.timedelta(days=14)


def questions_open(event: Event, now: dt.datetime | None = None) -> bool:
    """True while questions are taken in."""
    now = now or timezone.now()
    opens = min(event.starts_at, event.doors_at or event.starts_at) - BEFORE
    return bool(event.published_at) and not event.cancelled_at and opens <= now <= event.ends_at + AFTER


@transaction.atomic
def ask_question(*, event: Event, text: str, source: str, once: str | None = None) -> Question:
    """Put a question on the list; the same words twice are one question. Nobody is noted as the one who asked.

    It is in no audit, for that would tell when. Raises Refused when the list is closed or full.
    """
    once_row = claim(once)
    if once_row is None:
        return Question.objects.get(key=earlier(once or ""))
    if not questions_open(event):
        raise Refused(_("Det er ikke åpent for spørsmål nå."), "text")
    text = words.line(text)
    if not text:
        raise Refused(_("Skriv et spørsmål."), "text")
    question = Question.objects.filter(event=event, text=text).first()
    if question is None:
        if Question.objects.new().filter(event=event).count() >= MOST_NEW:
            raise Refused(_("Det er mange spørsmål i kø. Prøv igjen om litt."), "text")
        question = Question.objects.create(event=event, text=text, source=source)
    done(once_row, question.key)
    return question


@transaction.atomic
def approve_question(*, by, question: Question) -> Question:
    """Show it to everybody, also when it was hidden or answered before."""
    return _set(by, question, "approve_question", approved_at=timezone.now(), answered_at=None, hidden_at=None)


@transaction.atomic
def answer_question(*, by, question: Question) -> Question:
    """It was answered aloud."""
    now = timezone.now()
    approved = question.approved_at or now
    return _set(by, question, "answer_question", approved_at=approved, answered_at=now, hidden_at=None)


@transaction.atomic
def hide_question(*, by, question: Question) -> Question:
    """Take it away from everybody's list."""
    return _set(by, question, "hide_question", hidden_at=timezone.now())


def forget_questions(now: dt.datetime | None = None) -> int:
    """Delete the questions of events that ended 14 days ago; returns how many."""
    old = Question.objects.filter(event__ends_at__lte=(now or timezone.now()) - KEPT)
    return old.delete()[0]


def _set(by, question: Question, verb: str, **times) -> Question:
    question = Question.objects.select_for_update().select_related("event").get(pk=question.pk)
    for name, at in times.items():
        setattr(question, name, at)
    question.save(update_fields=list(times))
    record(by=by, verb=verb, of=question, organisation=question.event.organisation_id)
    return question
