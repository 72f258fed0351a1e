"""A leader offers colleagues a place in a cohort, and may change her mind."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.desk.offers import OfferForm, earlier_offer, offer_places, read_undo, withdraw_offer
from tryggby.desk.unit import own_unit
from tryggby.programmes.door import Cohort


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, key, track):
    """Colleagues without a place, ticked beforehand; one button sends."""
    facts, unit, cohort, design = _place(request, key, track)
    form = OfferForm(request.POST or None, cohort=cohort, track=design, unit=unit, facts=facts)
    if request.method == "POST" and (undo := _give(request, form, unit, cohort)):
        return redirect(f"{reverse('desk:leader')}?{urlencode({'enhet': unit.key, 'angre': undo})}")
    context = {"form": form, "unit": unit, "cohort": cohort, "track": design, "next": form.next}
    return render(request, "desk/offer.html", context, status=422 if form.is_bound else 200)


@require_POST
def offer_withdrawal(request, key, track):
    """«Angre»: the places are taken back, and mail that waits is not sent."""
    _facts, unit, cohort, _design = _place(request, key, track)
    undo = read_undo(request.POST.get("angre", ""))
    if undo is None or (undo["unit"], undo["cohort"], undo["track"]) != (unit.key, cohort.key, track):
        messages.error(request, _("Det er for sent å angre her. Be koordinatoren om å ta plassene tilbake."))
    else:
        count = withdraw_offer(by=request.user, unit=unit, cohort=cohort, undo=undo)
        text = ngettext("%(n)d plass er tatt tilbake.", "%(n)d plasser er tatt tilbake.", count)
        messages.success(request, text % {"n": count})
    return redirect(f"{reverse('desk:leader')}?{urlencode({'enhet': unit.key})}")


def _give(request, form: OfferForm, unit, cohort) -> str | None:
    """Carry out a good form and return what undoes it; a refusal is said in the form."""
    what = {"by": request.user, "cohort": cohort, "track": form.track.code, "unit": unit}
    once = request.POST.get("once")
    if undo := earlier_offer(**what, once=once):
        return undo
    if not form.is_valid():
        return None
    try:
        return offer_places(**what, people=form.cleaned_data["people"], once=once)
    except ValidationError as refusal:
        form.add_error("people", refusal)
        return None


def _place(request, key, track):
    """The unit one leads oneself, a running cohort it takes part in, and one of its tracks; otherwise 404."""
    unit, facts = own_unit(request)
    cohorts = Cohort.objects.visible_to(request.user).running().of_unit(unit)
    cohort = get_object_or_404(cohorts.select_related("programme", "organisation"), key=key)
    design = cohort.programme.design.tracks_by_code.get(track)
    if design is None:
        raise Http404
    return facts, unit, cohort, design
