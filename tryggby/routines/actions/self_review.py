"""Begin a self-review, write down what the group agreed on, plan, close; and what becomes of the plan."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, one_line, today
from tryggby.organisations.door import Unit, colleagues, leads_directly
from tryggby.packages.door import CoreElement
from tryggby.routines.items import asked
from tryggby.routines.models import PlanPoint, ReviewAnswer, SelfReview
from tryggby.routines.refusal import Refused


@transaction.atomic
def begin_self_review(*, by, unit: Unit, kind: str = "whole", once=None) -> SelfReview:
    """Begin one, or go on with the one that is open. A pulse belongs to the unit's latest whole self-review."""
    if not leads_directly(by, unit):
        raise Refused(_("Det er enhetens egen leder som begynner egenvurderingen."))
    claimed = claim(once)
    if claimed is None:
        return SelfReview.objects.get(key=earlier(once or ""))
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    opened = SelfReview.objects.filter(unit=unit, closed_at__isnull=True).first()
    if opened is None:
        before = SelfReview.objects.done().filter(unit=unit, kind="whole").first()
        kind = SelfReview.Kind(kind)
        if kind == SelfReview.Kind.PULSE and before is None:
            raise Refused(_("Ta hele egenvurderingen først. Pulsen ser tilbake på den."))
        baseline = before if kind == SelfReview.Kind.PULSE else None
        opened = SelfReview.objects.create(unit=unit, kind=kind, baseline=baseline, started_by=by)
        _log(by, "begin_self_review", opened, kind=opened.kind)
    done(claimed, opened.key)
    return opened


@transaction.atomic
def agree_on(*, by, review: SelfReview, item: str, value: int | None, words: str) -> ReviewAnswer:
    """Keep what the group agreed on for one item; None is a pass. Again corrects it. What is said is not logged."""
    review = _open(by, review)
    if item not in {one.id for one in asked(review.kind)} or value not in (None, 1, 2, 3, 4, 5):
        raise Refused(_("Velg et tall fra 1 til 5, eller gå videre uten."))
    facts = {"value": value, "words": one_line(words)[:500]}
    return ReviewAnswer.objects.update_or_create(review=review, item=item, defaults=facts)[0]


@transaction.atomic
def plan_point(*, by, review: SelfReview, element: str, text: str, owner, due_on: dt.date, once=None) -> PlanPoint:
    """One thing the unit will do, with an owner among its people and a date to come."""
    claimed = claim(once)
    if claimed is None:
        return PlanPoint.objects.get(key=earlier(once or ""))
    if not leads_directly(by, review.unit):
        raise Refused(_("Det er enhetens egen leder som skriver planen."))
    if due_on < today():
        raise Refused(_("Fristen har vært. Velg en dag som kommer."), "due_on")
    made = PlanPoint.objects.create(
        review=review, element=CoreElement(element), text=one_line(text)[:200], owner=owner, due_on=due_on
    )
    _log(by, "plan_point", made.review)
    done(claimed, made.key)
    return made


@transaction.atomic
def close_self_review(*, by, review: SelfReview) -> SelfReview:
    """Say that the group is through. At least one item must have a number; the same twice changes nothing."""
    if review.closed_at is not None:
        return review
    review = _open(by, review)
    if not review.answers.filter(value__isnull=False).exists():
        raise Refused(_("Dere har ikke blitt enige om noe ennå. Ta minst ett punkt først."))
    review.closed_at = timezone.now()
    review.save(update_fields=["closed_at"])
    _log(by, "close_self_review", review, kind=review.kind)
    return review


@transaction.atomic
def finish_plan_point(*, by, point: PlanPoint) -> PlanPoint:
    """Say that it is done."""
    if point.done_on is None:
        point.done_on = today()
        point.save(update_fields=["done_on"])
        _log(by, "finish_plan_point", point.review)
    return point


@transaction.atomic
def move_plan_point(*, by, point: PlanPoint, due_on: dt.date) -> PlanPoint:
    """Give it another date to come."""
    if due_on < today():
        raise Refused(_("Fristen har vært. Velg en dag som kommer."), "due_on")
    if point.done_on is None and point.due_on != due_on:
        point.due_on = due_on
        point.save(update_fields=["due_on"])
        _log(by, "move_plan_point", point.review)
    return point


@transaction.atomic
def hand_plan_point(*, by, point: PlanPoint, owner) -> PlanPoint:
    """Another of the unit's people sees to it, as when the first has left."""
    if not leads_directly(by, point.review.unit):
        raise Refused(_("Det er enhetens egen leder som skriver planen."))
    if not colleagues(point.review.unit).filter(pk=owner.pk).exists():
        raise Refused(_("Velg en som jobber i enheten."), "owner")
    if point.done_on is None and point.owner_id != owner.pk:
        point.owner = owner
        point.save(update_fields=["owner"])
        _log(by, "hand_plan_point", point.review)
    return point


@transaction.atomic
def drop_self_review(*, by, review: SelfReview) -> None:
    """Take away one that was begun by mistake. Refused when anything stands in it."""
    review = _open(by, review)
    if not review.is_empty:
        raise Refused(_("Dere har skrevet noe i den, så den blir stående. Gå gjennom den og avslutt."))
    _log(by, "drop_self_review", review, kind=review.kind)
    review.delete()


def _open(by, review: SelfReview) -> SelfReview:
    review = SelfReview.objects.select_for_update(of=("self",)).select_related("unit").get(pk=review.pk)
    if not leads_directly(by, review.unit):
        raise Refused(_("Det er enhetens egen leder som skriver i egenvurderingen."))
    if review.closed_at is not None:
        raise Refused(_("Egenvurderingen er avsluttet."))
    return review


def _log(by, verb: str, review: SelfReview, **facts) -> None:
    unit = review.unit
    record(by=by, verb=verb, of=review, organisation=unit.organisation_id, unit=unit.key, **facts)
