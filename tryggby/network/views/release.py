"""What the own city released, and what came from the others."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tryggby.network.actions import publish_release, take_in_release
from tryggby.network.actions.network import own_city
from tryggby.network.document import MOST
from tryggby.network.forms import IntakeForm
from tryggby.network.models import City, CityRelease
from tryggby.network.models.city import alphabetical, run_from, seen_from, spoken_for
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.said import advice_of, holds_withdrawn, tables_of
from tryggby.organisations.door import installation
from tryggby.ui.door import public


@require_safe
def releases(request):
    """The own city's newest and what it would say now; the other cities' newest, by name."""
    return _overview(request, IntakeForm() if run_from(request.user) else None)


@require_POST
def release(request):
    """Sign and publish what everybody may read of the own city now."""
    own = spoken_for(request.user)
    if own is None:
        raise Http404
    try:
        made = publish_release(by=request.user, city=own_city(own), with_advice="advice" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Slipp nummer {number} står nå.").format(number=made.number))
        if made.number == 1:  # each key counts from 1
            messages.info(request, _("Nøkkelen er ny. Les den opp for de andre byene, så kan de ta imot tallene."))
    return redirect("network:releases")


@require_POST
def intake(request):
    """Take in a file; what is wrong with it is said, and nothing is kept."""
    if not run_from(request.user):
        raise Http404
    form = IntakeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = take_in_release(by=request.user, raw=form.cleaned_data["file"].read(MOST + 1))
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("Tallene fra {city} er tatt imot.").format(city=made.city))
            return redirect("network:releases")
    return _overview(request, form, status=422)


@public
@require_safe
def published(request):
    """The installation's own city's newest release, for other installations and for everybody.

    Until it is signed anew without advice that was taken back, nobody is handed it.
    """
    made = installation(request)
    found = CityRelease.objects.published_by(made.owner).select_related("city").first() if made else None
    if found is None or holds_withdrawn(content_of(found)["advice"], found.city):
        raise Http404
    response = HttpResponse(found.document, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="slipp-{found.city.number}-{found.number}.json"'
    return response


def _overview(request, form, status: int = 200):
    if not seen_from(request.user):
        raise Http404
    cities = alphabetical(City.objects.visible_to(request.user).order_by("pk"))
    standing = {row.city_id: row for row in CityRelease.objects.of_cities(cities).select_related("signer")}
    own = next((one for one in cities if one.organisation_id in seen_from(request.user)), None)
    context = {
        "own": own,
        "own_release": standing.get(own.pk) if own else None,
        "own_tables": len(tables_of(own)) if own else 0,
        "own_advice": len(advice_of(own)) if own else 0,
        "takes_advice": _takes_advice(standing.get(own.pk)) if own else True,
        "rows": [(one, standing.get(one.pk)) for one in cities if one != own],
        "form": form,
        "speaks": bool(run_from(request.user)),
    }
    return render(request, "network/releases.html", context, status=status)


def _takes_advice(former: CityRelease | None) -> bool:
    """What the box begins with: as the last time, the first time with advice."""
    return former is None or bool(content_of(former)["advice"])
