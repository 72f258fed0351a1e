"""Ask afterwards: goals, tickets, answers that are only counted, and closing."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import mails_after, words
from tryggby.events.faces import asked
from tryggby.events.models import (
    Evaluation,
    EvaluationTally,
    EvaluationTicket,
    Event,
    EventGoal,
    Phase,
    Seating,
    Signup,
)
from tryggby.events.models.evaluation import OPEN
from tryggby.events.refusal import Refused
from tryggby.ground.door import claim, done

# When the link goes out: the goals before a training day, the evaluation after.
EARLY, LATE = dt.timedelta(days=2), dt.timedelta(hours=1)
MOST_GOALS = 6


@transaction.atomic
def start_evaluation(*, by, event: Event) -> Evaluation:
    """Ask those who come: links are mailed by the job. A second time changes nothing."""
    evaluation, made = Evaluation.objects.get_or_create(event=event)
    if made:
        record(by=by, verb="start_evaluation", of=event, organisation=event.organisation_id)
    return evaluation


@transaction.atomic
def close_evaluation(*, by, event: Event) -> Evaluation:
    """Take in no more answers, so that the results can be read."""
    evaluation = Evaluation.objects.select_for_update().get(event=event)
    evaluation.event = event
    if not event.is_over:
        raise Refused(_("Vent til arrangementet er over."))
    if evaluation.closed_at is None:
        evaluation.closed_at = timezone.now()
        evaluation.save(update_fields=["closed_at"])
        record(by=by, verb="close_evaluation", of=event, organisation=event.organisation_id)
    return evaluation


@transaction.atomic
def set_goals(*, by, event: Event, goals: Iterable[str]) -> Event:
    """Replace the learning goals. Raises Refused once somebody has answered, for then they would mean another thing."""
    Event.objects.select_for_update().get(pk=event.pk)
    texts = [text for goal in goals if (text := words.line(goal))]
    if [goal.text for goal in event.goals.all()] == texts:
        return event
    if EvaluationTally.objects.filter(event=event, question__startswith="goal-").exists():
        raise Refused(_("Noen har allerede svart på læringsmålene, så de kan ikke endres."))
    if len(texts) > MOST_GOALS:
        raise Refused(_("Velg de viktigste. Det er plass til %(most)s læringsmål.") % {"most": MOST_GOALS})
    event.goals.all().delete()
    EventGoal.objects.bulk_create(
        EventGoal(event=event, number=number, text=text[:200]) for number, text in enumerate(texts, start=1)
    )
    record(by=by, verb="set_goals", of=event, organisation=event.organisation_id, goals=len(texts))
    return event


def ticket(event: Event, phase: str) -> str:
    """The token of a new ticket, in the caller's transaction. It is written in one mail and kept nowhere."""
    token = secrets.token_urlsafe(16)
    EvaluationTicket.objects.create(event=event, phase=phase, digest=_digest(token))
    return token


def find_ticket(token: str) -> EvaluationTicket | None:
    """The ticket a token is for, while it is unused and the evaluation is open."""
    found = EvaluationTicket.objects.select_related("event__organisation").filter(digest=_digest(token)).first()
    return found if found and _is_open(found.event, found.phase) else None


@transaction.atomic
def answer_evaluation(*, token: str, answers: dict[str, int]) -> None:
    """Burn the ticket and count the answers. There is no audit entry and no row per answer: both would tell when.

    Raises Refused when the ticket is used or the time is out.
    """
    found = find_ticket(token)
    if found is None or not EvaluationTicket.objects.filter(pk=found.pk).delete()[0]:
        raise Refused(_("Lenken er brukt, eller fristen er ute."))
    _count(found.event, found.phase, answers)


@transaction.atomic
def answer_openly(*, event: Event, answers: dict[str, int], once: str) -> None:
    """Count an answer given with the code on the screen: never more of them than people who came."""
    row = claim(once)
    if row is None:
        return
    if not _is_open(event, Phase.AFTER):
        raise Refused(_("Det er ikke åpent for svar nå."))
    evaluation = Evaluation.objects.select_for_update().get(event=event)
    if evaluation.answers_after >= people_who_could_answer(event):
        raise Refused(_("Alle som var med, har svart. Takk!"))
    _count(event, Phase.AFTER, answers)
    done(row, "ok")


def people_who_could_answer(event: Event) -> int:
    """The highest number of forms that can be true: those with a place, or those who came.

    Of an event that belongs to another page, the places: its people are not signed up here.
    """
    sums = event.seatings.aggregate(taken=Sum("taken"), arrived=Sum("arrived"), places=Sum("places"))
    return max(sums["taken"] or 0, sums["arrived"] or 0, (sums["places"] or 0) if event.home else 0)


def evaluation_is_open(event: Event) -> bool:
    """True while the code on the screen works."""
    return _is_open(event, Phase.AFTER)


def send_due_evaluations(now: dt.datetime | None = None) -> int:
    """Mail the links whose time has come; returns how many events."""
    now = now or timezone.now()
    standing = Evaluation.objects.filter(event__published_at__isnull=False, event__cancelled_at__isnull=True)
    after = standing.filter(
        mailed_at__isnull=True, closed_at__isnull=True, event__ends_at__lte=now - LATE, event__ends_at__gt=now - OPEN
    )
    before = standing.filter(
        before_mailed_at__isnull=True,
        event__starts_at__gt=now,
        event__starts_at__lte=now + EARLY,
        event__goals__number=1,
    )
    sent = [_send(pk, Phase.AFTER) for pk in after.order_by("pk").values_list("pk", flat=True)]
    sent += [_send(pk, Phase.BEFORE) for pk in before.order_by("pk").values_list("pk", flat=True)]
    return sum(sent)


def forget_tickets(now: dt.datetime | None = None) -> int:
    """Delete tickets that nobody used in time; returns how many."""
    now = now or timezone.now()
    closed = Evaluation.objects.filter(Q(closed_at__lte=now) | Q(event__ends_at__lte=now - OPEN)).values("event")
    return EvaluationTicket.objects.filter(event__in=closed).delete()[0]


@transaction.atomic
def _send(pk: int, phase: str) -> int:
    name = "mailed_at" if phase == Phase.AFTER else "before_mailed_at"
    evaluation = Evaluation.objects.select_for_update().get(pk=pk)
    if getattr(evaluation, name):
        return 0
    event = Event.objects.select_related("organisation").get(pk=evaluation.event_id)
    setattr(evaluation, name, timezone.now())
    evaluation.save(update_fields=[name])
    signups = list(_asked(event, phase).select_related("seating").order_by("pk"))
    for signup in signups:
        signup.event = event
    told = mails_after.ask(event, phase, signups, ticket, event.ends_at + OPEN)
    record(by=None, verb="send_evaluation", of=event, organisation=event.organisation_id, phase=phase, told=told)
    return 1


def _asked(event: Event, phase: str):
    """Everybody with a place; afterwards, of those in the room only who came, when the door kept count."""
    found = Signup.objects.confirmed().filter(event=event).exclude(email="")
    if phase == Phase.AFTER and event.seatings.filter(mode=Seating.Mode.ROOM, arrived__gt=0).exists():
        found = found.filter(Q(seating__mode=Seating.Mode.STREAM) | Q(check_in__isnull=False))
    return found


def _count(event: Event, phase: str, answers: dict[str, int]) -> None:
    codes = {question.code for question in asked(event, phase)}
    given = {code: value for code, value in answers.items() if code in codes and 1 <= value <= 5}
    if not given:
        raise Refused(_("Velg et ansikt på minst ett av spørsmålene."))
    for code, value in given.items():
        row, _made = EvaluationTally.objects.get_or_create(event=event, phase=phase, question=code, value=value)
        EvaluationTally.objects.filter(pk=row.pk).update(number=F("number") + 1)
    name = f"answers_{phase}"
    Evaluation.objects.filter(event=event).update(**{name: F(name) + 1})


def _is_open(event: Event, phase: str) -> bool:
    evaluation = Evaluation.objects.filter(event=event).first()
    now = timezone.now()
    if evaluation is None or not event.published_at or event.cancelled_at:
        return False
    evaluation.event = event
    return now < event.ends_at if phase == Phase.BEFORE else event.starts_at <= now < evaluation.closes_at


def _digest(token: str) -> str:
    return hashlib.sha256(f"tryggby.events.evaluation:{token}".encode()).hexdigest()
