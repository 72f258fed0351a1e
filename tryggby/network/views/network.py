"""One's networks; a network's board and cities; where the own city stands in a point; what all the cities ask."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.network.actions import (
    agree_on_question,
    date_city_membership,
    drop_question,
    end_city_membership,
    found_network,
    join_city,
    name_network,
    set_focus_state,
)
from tryggby.network.forms import EndForm, FocusForm, JoinForm, NameForm, NetworkForm, PlaceForm
from tryggby.network.models import City, FocusState, Network, NetworkMembership
from tryggby.network.models.city import run_from, seen_from, spoken_for
from tryggby.network.reading import Releases
from tryggby.network.refusal import Refused
from tryggby.organisations.door import standing
from tryggby.voices.door import library_words


@require_http_methods(["GET", "HEAD", "POST"])
def networks(request):
    """One's networks by name; a network coordinator may found one."""
    if not seen_from(request.user):
        raise Http404
    own = spoken_for(request.user)
    left = list(Network.objects.left_by(request.user))
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and own and form.is_valid():
        try:
            made = found_network(by=request.user, organisation=own, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            again = made in left
            messages.success(
                request, _("Dere er med igjen.") if again else _("Nettverket er opprettet. Ta inn byene nå.")
            )
            return redirect("network:network" if again else "network:cities", made.key)
    context = {"networks": Network.objects.visible_to(request.user), "left": left, "form": form if own else None}
    context["appoints"] = bool(standing(request.user).coordinated)
    return render(request, "network/networks.html", context, status=422 if form.is_bound else 200)


@require_safe
def network(request, key):
    """The board of focus points, every city beside the others, by name."""
    found = _seen(request, key)
    releases = Releases(found, seen_from(request.user))
    words = library_words(get_language() or "nb")
    agreed = list(found.questions.filter(until=None).values_list("slug", flat=True))
    counts = releases.agreed()
    context = {
        "network": found,
        "cities": releases.cities,
        "own": [city.pk for city in releases.cities if releases.is_own(city)],
        "board": releases.board(list(found.points.all())),
        "other_codes": releases.other_codes(),
        "questions": [(slug, words.get(slug, slug), counts[slug]) for slug in agreed],
        "others": [(slug, text, counts.get(slug, 0)) for slug, text in words.items() if slug not in agreed],
        "takes_part": _takes_part(request, found),
    }
    return render(request, "network/network.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def focus_point(request, key, number):
    """One point: what each city says, the own city's history, and the form."""
    found = _seen(request, key)
    point = get_object_or_404(found.points.all(), number=number)
    own = City.objects.of_person(request.user).member_in(found).first()
    history = list(FocusState.objects.of_person(request.user).filter(point=point, city=own).select_related("by"))
    form = FocusForm(request.POST or None, instance=FocusState(**_facts(history[0])) if history else None)
    if request.method == "POST" and own and form.is_valid():
        try:
            set_focus_state(by=request.user, point=point, city=own, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("routine", str(refusal))
        else:
            messages.success(request, _("Det er skrevet ned. Det følger med neste gang dere slipper tall."))
            return redirect("network:focus_point", key, number)
    rows = Releases(found, seen_from(request.user)).board([point])[0][1]
    context = {"network": found, "point": point, "rows": rows, "history": history[1:], "form": form if own else None}
    return render(request, "network/focus_point.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cities(request, key):
    """Who is in the network, from when until when, and who looks on."""
    found = _seen(request, key)
    takes_part = _takes_part(request, found)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and takes_part and form.is_valid():
        try:
            join_city(by=request.user, network=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("number" if refusal.why == "number" else "since", str(refusal))
        else:
            messages.success(request, _("Byen er med. Skriv ned nøkkelen, så kan dere ta imot tall."))
            return redirect("network:cities", key)
    rows = found.memberships.select_related("city").order_by("city__name", "since", "pk")
    context = {"network": found, "rows": rows, "form": form if takes_part else None}
    context["seen"] = set(City.objects.visible_to(request.user).values_list("pk", flat=True))
    return render(request, "network/cities.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def membership(request, key):
    """The first or the last day of a place, when it was written down wrong."""
    rows = NetworkMembership.objects.run_with(request.user).select_related("network", "city")
    found = get_object_or_404(rows, key=key)
    form = PlaceForm(request.POST or None, initial={"since": found.since, "until": found.until})
    if request.method == "POST" and form.is_valid():
        try:
            date_city_membership(by=request.user, membership=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("since" if refusal.why == "since" else "until", str(refusal))
        else:
            messages.success(request, _("Datoene er rettet."))
            return _where_one_may_be(request, found.network)
    context = {"membership": found, "network": found.network, "form": form}
    return render(request, "network/membership.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request, key):
    """Asks first, and for the last day; afterwards one stands where one may still be."""
    rows = NetworkMembership.objects.run_with(request.user).select_related("network", "city")
    membership = get_object_or_404(rows, key=key)
    network, own = membership.network, membership.city.organisation_id in run_from(request.user)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_city_membership(by=request.user, membership=membership, until=form.cleaned_data["until"])
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, _("Siste dag er skrevet ned."))
            return _where_one_may_be(request, network)
    context = {"membership": membership, "network": network, "own": own, "form": form}
    return render(request, "network/membership_end.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def naming(request, key):
    """What the network is called here, and the code by which the cities find each other's focus points."""
    found = get_object_or_404(Network.objects.run_by(request.user), key=key)
    form = NameForm(request.POST or None, initial={"name": found.name, "code": found.slug})
    if request.method == "POST" and form.is_valid():
        try:
            name_network(by=request.user, network=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("code" if refusal.why == "code" else "name", str(refusal))
        else:
            messages.success(request, _("Navn og kode er lagret."))
            return redirect("network:network", key)
    return render(
        request, "network/naming.html", {"network": found, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
def questions(request, key):
    """All the cities ask it, or not any more."""
    found = get_object_or_404(Network.objects.run_by(request.user), key=key)
    slug = request.POST.get("agree") or request.POST.get("drop") or ""
    if slug not in library_words("nb"):
        raise Http404
    if "agree" in request.POST:
        agree_on_question(by=request.user, network=found, slug=slug)
    else:
        drop_question(by=request.user, network=found, slug=slug)
    return redirect("network:network", key)


def _seen(request, key: str) -> Network:
    return get_object_or_404(Network.objects.visible_to(request.user), key=key)


def _where_one_may_be(request, found: Network):
    """The network's cities; one's networks when one has left it."""
    if Network.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return redirect("network:cities", found.key)
    return redirect("network:networks")


def _takes_part(request, found: Network) -> bool:
    return Network.objects.run_by(request.user).filter(pk=found.pk).exists()


def _facts(state: FocusState) -> dict:
    """What the form begins with."""
    return {name: getattr(state, name) for name in ("state", "routine", "evidence", "next_step")}
