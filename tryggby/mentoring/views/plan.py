"""Plan a practice, look at it, move it, cancel it."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.ground.door import OSLO
from tryggby.mentoring.access import mentored_units
from tryggby.mentoring.actions import Refused, cancel_practice, move_practice, plan_practice
from tryggby.mentoring.forms import CancellationForm, PlanForm, TimeForm
from tryggby.mentoring.models import Participation, Practice
from tryggby.mentoring.sheets import sheet_of
from tryggby.mentoring.suggestion import parts_for, suggest, times
from tryggby.mentoring.views.home import chosen_unit, plan_address
from tryggby.organisations.door import Membership


@require_http_methods(["GET", "HEAD", "POST"])
def new_practice(request):
    """Say what, when and where; «Inviter» sends the invitations."""
    units = list(mentored_units(request.user).select_related("service"))
    if not units:
        raise Http404
    unit = chosen_unit(units, request.GET.get("enhet"))
    parts, slots = parts_for(unit), times(unit)
    form = PlanForm(request.POST or None, parts=parts, initial=_first(request, unit, parts, slots))
    planned = _plan(request, unit, form) if request.method == "POST" else None
    if planned is not None:
        messages.success(request, _("Øvinga er planlagt, og invitasjonene er på vei."))
        return redirect("mentoring:practice", planned.key)
    context = {
        "form": form,
        "unit": unit,
        "parts": parts,
        "times": slots,
        "base": plan_address(unit, request.GET.get("del", "")),
        "colleagues": _colleagues(request, unit),
    }
    return render(request, "mentoring/new_practice.html", context, status=422 if form.is_bound else 200)


@require_safe
def practice(request, key):
    """One practice: time and place, who comes, what to do next with it."""
    found = get_object_or_404(_runnable(request).with_counts(), key=key)
    places = found.participations.select_related("person").order_by("person__given_name", "person__family_name", "pk")
    answers = [(label, [p for p in places if p.answer == code and p.invited_at]) for code, label in _ANSWERS]
    context = {
        "practice": found,
        "sheet": sheet_of(found),
        "answers": [(label, rows) for label, rows in answers if rows],
        "present": [place.person.name for place in places if place.present_at],
    }
    return render(request, "mentoring/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, key):
    """Another time or place; everybody invited gets an updated calendar entry."""
    found = get_object_or_404(_runnable(request), key=key)
    if not found.is_open:
        return redirect("mentoring:practice", key)
    form = TimeForm(request.POST or None, initial={**TimeForm.at(found.starts_at), "place": found.place})
    if request.method == "POST" and _move(request, found, form):
        messages.success(request, _("Endringen er lagret, og kollegaene får beskjed."))
        return redirect("mentoring:practice", key)
    context = {"form": form, "practice": found, "times": times(found.unit)}
    return render(request, "mentoring/move.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request, key):
    """Cancel a practice, with a word to the colleagues if wanted."""
    found = get_object_or_404(_runnable(request), key=key)
    if not found.is_open:
        return redirect("mentoring:practice", key)
    form = CancellationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_practice(by=request.user, practice=found, because=form.cleaned_data["because"])
            messages.success(request, _("Øvinga er avlyst."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("mentoring:practice", key)
    context = {"form": form, "practice": found}
    return render(request, "mentoring/cancellation.html", context, status=422 if form.is_bound else 200)


_ANSWERS = [
    (Participation.Answer.YES, Participation.Answer.YES.label),
    (Participation.Answer.NONE, Participation.Answer.NONE.label),
    (Participation.Answer.NO, Participation.Answer.NO.label),
]


def _plan(request, unit, form: PlanForm) -> Practice | None:
    """Carry out a good form; a refusal is said in the form, and gives None as bad input does."""
    if not form.is_valid():
        return None
    try:
        return plan_practice(
            by=request.user,
            unit=unit,
            part=form.chosen(),
            starts_at=form.starts_at(),
            place=form.cleaned_data["place"],
            once=request.POST.get("once"),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _move(request, practice: Practice, form: TimeForm) -> Practice | None:
    """As `_plan`, for another time or place."""
    if not form.is_valid():
        return None
    starts_at, place = form.starts_at(), form.cleaned_data["place"]
    try:
        return move_practice(by=request.user, practice=practice, starts_at=starts_at, place=place)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _runnable(request):
    return Practice.objects.run_by(request.user).select_related("unit", "mandate__person")


def _colleagues(request, unit) -> int:
    """How many get an invitation."""
    here = Membership.objects.current().filter(unit=unit, person__left_at__isnull=True)
    return here.exclude(person=request.user).order_by().values("person").distinct().count()


def _first(request, unit, parts, slots) -> dict:
    """What the form shows first: what was tapped on the page before, else the suggestion and the first time."""
    wanted = request.GET.get("del")
    suggestion = suggest(unit, parts)
    reference = wanted or (suggestion.part.reference if suggestion else None)
    last = (
        Practice.objects.run_by(request.user).filter(unit=unit).exclude(place="").order_by("-starts_at", "-pk").first()
    )
    first = {"part": reference, "place": last.place if last else ""}
    try:
        moment = dt.datetime.fromisoformat(request.GET.get("tid", "")).replace(tzinfo=OSLO)
    except ValueError:
        moment = slots[0].starts_at if slots else None
    return {**first, **(TimeForm.at(moment) if moment else {})}
