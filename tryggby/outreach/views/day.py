"""Coordinators read what is asked for, plan it, or say no."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tryggby.outreach.access import hosted
from tryggby.outreach.actions import (
    cancel_outreach_day,
    count_outreach_people,
    decline_outreach_day,
    plan_outreach_day,
)
from tryggby.outreach.forms import CameForm, PlanForm, ReasonForm
from tryggby.outreach.models import OutreachDay
from tryggby.outreach.refusal import Refused
from tryggby.outreach.seen import answers_of
from tryggby.ui.door import keyset_page


@require_safe
def days(request):
    """Everything asked for, the newest first."""
    if not hosted(request.user):
        raise Http404
    page = keyset_page(OutreachDay.objects.visible_to(request.user), query=request.GET, by=("-asked_at", "-pk"))
    return render(request, "outreach/days.html", {"page": page})


@require_safe
def day(request, key):
    """One request, with its plan and what people thought."""
    return _shown(request, _seen(request, key))


@require_POST
def plan(request, key):
    """Set the time and place, or change them."""
    found = _seen(request, key)
    form = PlanForm(request.POST, day=found)
    if form.is_valid():
        try:
            plan_outreach_day(by=request.user, day=found, **form.facts())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Dagen er planlagt. Den som spurte, får en kalenderinvitasjon."))
            return redirect("outreach:day", key)
    return _shown(request, found, form=form, status=422)


@require_POST
def ending(request, key):
    """No, or off; whoever asked is told why."""
    found = _seen(request, key)
    reason = ReasonForm(request.POST)
    if reason.is_valid():
        end = cancel_outreach_day if found.starts_at else decline_outreach_day
        try:
            end(by=request.user, day=found, text=reason.cleaned_data["text"])
        except Refused as refusal:
            reason.add_error(None, str(refusal))
        else:
            messages.success(request, _("Den som spurte, har fått beskjed."))
            return redirect("outreach:day", key)
    return _shown(request, found, reason=reason, status=422)


@require_POST
def came(request, key):
    """How many came."""
    found = _seen(request, key)
    form = CameForm(request.POST)
    if form.is_valid():
        try:
            count_outreach_people(by=request.user, day=found, people=form.cleaned_data["people"])
        except Refused as refusal:
            form.add_error("people", str(refusal))
        else:
            messages.success(request, _("Skrevet ned."))
            return redirect("outreach:day", key)
    return _shown(request, found, came=form, status=422)


def _seen(request, key) -> OutreachDay:
    return get_object_or_404(OutreachDay.objects.visible_to(request.user).select_related("organisation"), key=key)


def _shown(request, found: OutreachDay, form=None, reason=None, came=None, status: int = 200):
    can = found.state in ("waiting", "planned")
    context = {
        "day": found,
        "form": form or (PlanForm(day=found) if can else None),
        "reason": reason or (ReasonForm() if can else None),
        "came": came or (CameForm(initial={"people": found.people}) if found.has_begun else None),
        "rows": answers_of(found),
    }
    return render(request, "outreach/day.html", context, status=status)
