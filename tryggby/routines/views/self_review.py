"""A unit's self-review: begin, one item at a time on the big screen, the result, the plan, the close."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.organisations.door import leads_directly, own_units
from tryggby.routines.actions import (
    agree_on,
    begin_self_review,
    close_self_review,
    drop_self_review,
    finish_plan_point,
    hand_plan_point,
    move_plan_point,
    plan_point,
)
from tryggby.routines.forms import DueForm, HandForm, ItemForm, PointForm
from tryggby.routines.models import PlanPoint, SelfReview
from tryggby.routines.refusal import Refused
from tryggby.routines.results import by_element, earlier_review, rows_of
from tryggby.routines.state import due_today


@require_http_methods(["GET", "HEAD", "POST"])
def self_reviews(request):
    """The unit's own: what is open, what has been, and the way to begin."""
    units, unit = _unit(request)
    if request.method == "POST":
        try:
            made = begin_self_review(
                by=request.user, unit=unit, kind=request.POST.get("kind", "whole"), once=request.POST.get("once")
            )
        except (Refused, ValueError) as refusal:
            messages.error(request, str(refusal) if isinstance(refusal, Refused) else _("Velg én av de to."))
            return redirect(f"{reverse('routines:self_reviews')}?enhet={unit.key}")
        return redirect("routines:item", made.key, 1)
    mine = SelfReview.objects.visible_to(request.user).filter(unit=unit)
    opened = mine.filter(closed_at__isnull=True).first()
    context = {
        "units": units,
        "unit": unit,
        "leads": leads_directly(request.user, unit),
        "opened": opened,
        "is_empty": opened is not None and opened.is_empty,
        "done": mine.done(),
        "pulse_due": due_today(unit),
        "points": PlanPoint.objects.visible_to(request.user).filter(review__unit=unit).select_related("owner"),
    }
    return render(request, "routines/self_reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request, key, number):
    """One item for the whole room: everybody says a number, the group agrees on one, or passes."""
    review = get_object_or_404(_open(request), key=key)
    rows = rows_of(review, None)
    if not 1 <= number <= len(rows):
        raise Http404
    row = rows[number - 1]
    initial = {"value": str(row.value or ""), "words": row.answer.words if row.answer else ""}
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        agree_on(by=request.user, review=review, item=row.item.id, **form.facts())
        if number < len(rows):
            return redirect("routines:item", key, number + 1)
        return redirect("routines:self_review", key)
    context = {"review": review, "row": row, "rows": rows, "form": form, "before": number - 1}
    context["marks"] = ["done" if n < number else "now" if n == number else "coming" for n in range(1, len(rows) + 1)]
    return render(request, "routines/item.html", context, status=422 if form.is_bound else 200)


@require_safe
def self_review(request, key):
    """What the group agreed on, beside its own earlier answers; the plan; closing it."""
    return _result(request, _seen(request, key))


@require_POST
def plan(request, key):
    """One more thing the unit will do."""
    review = get_object_or_404(SelfReview.objects.led_by(request.user).select_related("unit", "baseline"), key=key)
    form = PointForm(request.POST, unit=review.unit)
    if form.is_valid():
        try:
            plan_point(by=request.user, review=review, once=request.POST.get("once"), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Punktet står i planen."))
            return redirect("routines:self_review", key)
    return _result(request, review, form, status=422)


@require_POST
def closing(request, key):
    """The group is through."""
    review = get_object_or_404(SelfReview.objects.led_by(request.user), key=key)
    try:
        close_self_review(by=request.user, review=review)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Egenvurderingen er ferdig. Bare dere ser svarene."))
    return redirect("routines:self_review", key)


@require_http_methods(["GET", "HEAD", "POST"])
def point(request, key):
    """One point of the plan: done, another date, or for its leader to give to somebody else."""
    mine = PlanPoint.objects.owned_or_led_by(request.user).select_related("review__unit", "owner").distinct()
    found = get_object_or_404(mine, key=key)
    post, unit = request.POST, found.review.unit
    due = DueForm(post if "move" in post else None, initial={"due_on": found.due_on})
    hand = HandForm(post if "hand" in post else None, unit=unit, initial={"owner": found.owner_id})
    form = hand if hand.is_bound else due
    if "done" in post or (form.is_bound and form.is_valid()):
        try:
            text = _keep(request, found, form)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, text)
            return redirect("routines:point", key)
    sees = SelfReview.objects.visible_to(request.user).filter(pk=found.review_id).exists()
    context = {"point": found, "form": due, "sees": sees, "has_owner": found.has_owner}
    context["hand"] = hand if leads_directly(request.user, unit) else None
    return render(request, "routines/point.html", context, status=422 if form.is_bound else 200)


@require_POST
def removal(request, key):
    """It was begun by mistake."""
    review = get_object_or_404(_open(request), key=key)
    address = f"{reverse('routines:self_reviews')}?enhet={review.unit.key}"
    try:
        drop_self_review(by=request.user, review=review)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Egenvurderingen er tatt bort."))
    return redirect(address)


def _keep(request, point: PlanPoint, form) -> str:
    """Do what was asked for; returns what to say."""
    if "done" in request.POST:
        finish_plan_point(by=request.user, point=point)
        return _("Fint. Punktet er gjort.")
    if isinstance(form, HandForm):
        hand_plan_point(by=request.user, point=point, owner=form.cleaned_data["owner"])
        return _("Punktet har fått en ny som passer på.")
    move_plan_point(by=request.user, point=point, due_on=form.cleaned_data["due_on"])
    return _("Fristen er flyttet.")


def _result(request, review: SelfReview, form: PointForm | None = None, status: int = 200):
    before = earlier_review(review)
    rows = rows_of(review, before)
    leads = leads_directly(request.user, review.unit)
    context = {
        "review": review,
        "before": before,
        "elements": by_element(rows),
        "taken": any(row.value for row in rows),
        "points": review.points.select_related("owner"),
        "leads": leads,
        "form": form or (PointForm(unit=review.unit) if leads else None),
    }
    return render(request, "routines/self_review.html", context, status=status)


def _seen(request, key) -> SelfReview:
    seen = SelfReview.objects.visible_to(request.user).select_related("unit", "baseline")
    return get_object_or_404(seen, key=key)


def _open(request):
    return SelfReview.objects.led_by(request.user).filter(closed_at__isnull=True).select_related("unit")


def _unit(request):
    """One's own unit, or the one named in the address when it is one's own; nothing else is there."""
    units = own_units(request.user)
    wanted = request.GET.get("enhet")
    found = [unit for unit in units if unit.key == wanted] if wanted else units
    if not found:
        raise Http404
    return units, found[0]
