"""One city: what it is called, whose keys are trusted, where its figures are fetched, and when they are taken away."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.network.actions import (
    end_city_key,
    fetch_release,
    name_city,
    set_source,
    take_away_release,
    trust_city_key,
)
from tryggby.network.forms import CityNameForm, KeyForm, SourceForm
from tryggby.network.models import City, CityKey, CityRelease
from tryggby.network.refusal import Refused
from tryggby.organisations.door import installation


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
    if _is_written(request, found, form, set_source, "address"):
        messages.success(request, _("Adressen er skrevet ned."))
        return redirect("network:city", key)
    return _city(request, found, source_form=form, status=422)


@require_POST
def city_name(request, key):
    """The name put right."""
    found = get_object_or_404(City.objects.run_with(request.user).elsewhere(), key=key)
    form = CityNameForm(request.POST)
    if _is_written(request, found, form, name_city, "name"):
        messages.success(request, _("Navnet er rettet."))
        return redirect("network:city", key)
    return _city(request, found, name_form=form, status=422)


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


@require_http_methods(["GET", "HEAD", "POST"])
def key_end(request, key):
    """Asks first; a POST ends it: nothing that it signed is taken in or shown."""
    found = get_object_or_404(CityKey.objects.run_with(request.user).select_related("city"), key=key)
    own = found.city.organisation_id is not None
    if request.method == "POST":
        end_city_key(by=request.user, key=found)
        if own:
            messages.success(request, _("Nøkkelen gjelder ikke lenger. Slipp tallene på nytt, så får dere en ny."))
            return redirect("network:releases")
        messages.success(request, _("Nøkkelen gjelder ikke lenger. Nye slipp må ha en annen."))
        return redirect("network:city", found.city.key)
    if found.ended_at:
        raise Http404
    return render(request, "network/key_end.html", {"key": found, "city": found.city, "own": own})


@require_http_methods(["GET", "HEAD", "POST"])
def figures_end(request, key):
    """Asks first; a POST takes away what the city released, here."""
    found = get_object_or_404(City.objects.run_with(request.user).elsewhere(), key=key)
    if request.method == "POST":
        take_away_release(by=request.user, city=found)
        messages.success(request, _("Tallene fra {city} er tatt bort.").format(city=found))
        return redirect("network:city", key)
    get_object_or_404(CityRelease.objects.newest(), city=found)
    return render(request, "network/figures_end.html", {"city": found})


def _is_written(request, found: City, form, act, field: str) -> bool:
    """Does with the form what it asks for; false when it is not whole, or was refused: then the field says why."""
    if not form.is_valid():
        return False
    try:
        act(by=request.user, city=found, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(field, str(refusal))
        return False
    return True


def _city(request, found: City, *, form=None, source_form=None, name_form=None, status: int = 200):
    own = found.organisation_id is not None
    history = list(found.releases.select_related("signer"))
    context = {
        "city": found,
        "own": own,
        "address": _address(request, found),
        "keys": found.keys.select_related("by").order_by("-since", "-pk"),
        "history": history,
        "standing": next((release for release in history if not release.replaced_at), None),
        "runs": _runs(request, found),
        "form": form or KeyForm(),
        "source_form": source_form or SourceForm(initial={"address": found.source}),
        "name_form": name_form or CityNameForm(initial={"name": found.name}),
    }
    return render(request, "network/city.html", context, status=status)


def _address(request, found: City) -> str:
    """Where the other cities fetch what the installation's own city released; empty for others."""
    made = installation(request)
    own = made is not None and made.owner_id == found.organisation_id
    return settings.BASE_URL + reverse("network:published") if own else ""


def _runs(request, found: City) -> bool:
    return City.objects.run_with(request.user).filter(pk=found.pk).exists()
