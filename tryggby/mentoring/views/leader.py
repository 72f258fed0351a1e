"""The leader's pages: mentors of the unit, and its practices with who was there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.ground.door import today
from tryggby.mentoring.access import led_units, possible_mentors
from tryggby.mentoring.actions import Refused, appoint_mentor, end_mandate
from tryggby.mentoring.figures import gaps, practices_per_month, reach
from tryggby.mentoring.forms import AppointmentForm, EndForm
from tryggby.mentoring.models import Mandate, Practice
from tryggby.mentoring.views.home import chosen_unit
from tryggby.mentoring.words import gap_text, month_points, reach_tiles
from tryggby.ui.door import keyset_page


@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request):
    """Mentors of a unit one leads: who, from when, until when; appoint a new one."""
    units, unit = _unit(request)
    form = AppointmentForm(request.POST or None, people=possible_mentors(unit))
    if request.method == "POST" and (mandate := _appoint(request, unit, form)):
        messages.success(request, _("%(name)s er mentor.") % {"name": mandate.person.given_name})
        return redirect(f"{reverse('mentoring:mandates')}?enhet={unit.key}")
    rows = (
        Mandate.objects.led_by(request.user)
        .filter(unit=unit)
        .with_practices()
        .select_related("person")
        .order_by("-since", "-pk")
    )
    context = {
        "form": form,
        "unit": unit,
        "units": units,
        "gap": gap_text(gaps([unit]).get(unit.pk)),
        "now": [row for row in rows if not row.is_past],
        "former": [row for row in rows if row.is_past],
    }
    return render(request, "mentoring/mandates.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def mandate_end(request, key):
    """Set the last day of a mandate."""
    mandate = get_object_or_404(Mandate.objects.led_by(request.user).select_related("person", "unit"), key=key)
    form = EndForm(request.POST or None, initial={"until": mandate.until or today()})
    if request.method == "POST" and form.is_valid():
        try:
            mandate = end_mandate(by=request.user, mandate=mandate, until=form.cleaned_data["until"])
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("Sluttdatoen er lagret."))
            return redirect(f"{reverse('mentoring:mandates')}?enhet={mandate.unit.key}")
    context = {"form": form, "mandate": mandate}
    return render(request, "mentoring/mandate_end.html", context, status=422 if form.is_bound else 200)


@require_safe
def unit_practice(request):
    """The unit's practices: counts, and who was there. Only for its own leader."""
    units, unit = _unit(request)
    rows = Practice.objects.led_by(request.user).filter(unit=unit).with_counts().with_names()
    page = keyset_page(rows.order_by("-starts_at", "-pk"), query=request.GET, by=("-starts_at", "-pk"), size=20)
    context = {
        "unit": unit,
        "units": units,
        "page": page,
        "tiles": reach_tiles(reach([unit])[unit.pk]),
        "months": month_points(practices_per_month([unit])),
    }
    return render(request, "mentoring/unit_practice.html", context)


def _appoint(request, unit, form: AppointmentForm) -> Mandate | None:
    """Carry out a good form; a refusal is said in the form, and gives None as bad input does."""
    if not form.is_valid():
        return None
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    try:
        return appoint_mentor(
            by=request.user, person=form.chosen(), unit=unit, since=since, until=until, once=request.POST.get("once")
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _unit(request):
    """The units one leads and the chosen one; whoever leads none has no such page."""
    units = led_units(request.user)
    if not units:
        raise Http404
    return units, chosen_unit(units, request.GET.get("enhet"))
