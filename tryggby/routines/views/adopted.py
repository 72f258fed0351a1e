"""An adopted routine as it was decided, and the yearly look at it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.help.door import law_snippets
from tryggby.organisations.door import Unit
from tryggby.routines.actions import review_routine
from tryggby.routines.forms import ReviewForm
from tryggby.routines.models import Adoption, RoutineReview
from tryggby.routines.refusal import Refused
from tryggby.routines.views.shelf import writes


@require_safe
def adoption(request, key):
    """The whole text as it was adopted: version, date, by whom; for print."""
    found = _find(request, key)
    newer = Adoption.objects.in_force().filter(unit=found.unit, routine=found.routine).exclude(pk=found.pk).first()
    context = {
        "adoption": found,
        "content": found.text,
        "laws": law_snippets(ids=found.content["laws"]),
        "reviews": found.reviews.select_related("by"),
        "newer": newer,
        "leads": writes(request.user, found.unit),
    }
    return render(request, "routines/adoption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, key):
    """Does it hold? The answers to the routine's own questions are talked through, not written down."""
    found = get_object_or_404(
        Adoption.objects.in_force().visible_to(request.user).filter(unit__in=_led(request)), key=key
    )
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"once": request.POST.get("once")}
        try:
            review_routine(by=request.user, adoption=found, **facts)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            if facts["outcome"] == RoutineReview.Outcome.CHANGE:
                messages.success(request, _("Gjennomgangen er skrevet ned. Skriv nå om det som må endres, og vedta."))
                return redirect(routine_address(found))
            messages.success(request, _("Gjennomgangen er skrevet ned."))
            return redirect("routines:adoption", key)
    context = {"adoption": found, "content": found.text, "form": form}
    return render(request, "routines/review.html", context, status=422 if form.is_bound else 200)


def routine_address(adoption: Adoption) -> str:
    """The page of the routine in its unit, where one writes and adopts."""
    return f"{reverse('routines:routine', args=[adoption.routine.slug])}?enhet={adoption.unit.key}"


def _find(request, key: str) -> Adoption:
    related = ("unit__organisation", "routine", "version", "by")
    return get_object_or_404(Adoption.objects.visible_to(request.user).select_related(*related), key=key)


def _led(request):
    return Unit.objects.open().led_by(request.user)
