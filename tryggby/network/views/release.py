"""What the own city released, what came from the others, and whose keys are trusted."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.network.actions import (
    end_city_key,
    fetch_release,
    publish_release,
    set_source,
    take_in_release,
    trust_city_key,
)
from tryggby.network.actions.network import own_city
from tryggby.network.document import MOST
from tryggby.network.forms import IntakeForm, KeyForm, SourceForm
from tryggby.network.models import City, CityKey, CityRelease
from tryggby.network.models.city import run_from, seen_from, spoken_for
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.said import advice_of, tables_of
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


@require_http_methods(["GET", "HEAD", "POST"])
def city(request, key):
    """One city: its keys, where its release is fetched, and the hashes of what it released before."""
    found = get_object_or_404(City.objects.visible_to(request.user), key=key)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and _runs(request, found) and form.is_valid():
        try:
            trust_city_key(by=request.user, city=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("checked" if refusal.why == "checked" else "public", str(refusal))
        else:
            messages.success(request, _("Dere stoler på nøkkelen fra nå av."))
            return redirect("network:city", key)
    return _city(request, found, form=form, status=422 if form.is_bound else 200)


@require_POST
def source(request, key):
    """Where the city's release lies."""
    found = get_object_or_404(City.objects.run_with(request.user), key=key)
    form = SourceForm(request.POST)
    if form.is_valid():
        try:
            set_source(by=request.user, city=found, address=form.cleaned_data["address"])
        except Refused as refusal:
            form.add_error("address", str(refusal))
        else:
            messages.success(request, _("Adressen er skrevet ned."))
            return redirect("network:city", key)
    return _city(request, found, source_form=form, status=422)


@require_POST
def fetching(request, key):
    """Fetch the city's release now."""
    found = get_object_or_404(City.objects.run_with(request.user), key=key)
    try:
        fetch_release(by=request.user, city=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tallene fra {city} er tatt imot.").format(city=found))
    return redirect("network:city", key)


@require_POST
def key_end(request, key):
    """Trust a key no more."""
    found = get_object_or_404(CityKey.objects.run_with(request.user).select_related("city"), key=key)
    end_city_key(by=request.user, key=found)
    messages.success(request, _("Nøkkelen gjelder ikke lenger. Nye slipp må ha en annen."))
    return redirect("network:city", found.city.key)


@public
@require_safe
def published(request):
    """The installation's own city's newest release, for other installations and for everybody."""
    made = installation(request)
    found = CityRelease.objects.published_by(made.owner).first() if made else None
    if found is None:
        raise Http404
    response = HttpResponse(found.document, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="slipp-{found.city.number}-{found.number}.json"'
    return response


def _overview(request, form, status: int = 200):
    if not seen_from(request.user):
        raise Http404
    cities = list(City.objects.visible_to(request.user).order_by("name", "pk"))
    standing = {row.city_id: row for row in CityRelease.objects.of_cities(cities)}
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


def _city(request, found: City, *, form=None, source_form=None, status: int = 200):
    own = found.organisation_id is not None
    context = {
        "city": found,
        "own": own,
        "keys": found.keys.select_related("by").order_by("-since", "-pk"),
        "history": found.releases.order_by("-number"),
        "runs": _runs(request, found),
        "form": form or KeyForm(),
        "source_form": source_form or SourceForm(initial={"address": found.source}),
    }
    return render(request, "network/city.html", context, status=status)


def _runs(request, found: City) -> bool:
    return City.objects.run_with(request.user).filter(pk=found.pk).exists()
