"""The cities side by side on one scale, what was noticed, and the agenda."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.ground.door import today
from tryggby.network.actions import drop_finding, finish_finding, lift_finding, move_finding
from tryggby.network.forms import DecidedForm, FindingForm, MoveForm
from tryggby.network.models import Finding, Network
from tryggby.network.models.city import seen_from
from tryggby.network.reading import Releases
from tryggby.network.refusal import Refused
from tryggby.network.wording import worded


@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request, key):
    """A small chart for every city; a form to put what one notices on the agenda."""
    network = get_object_or_404(Network.objects.visible_to(request.user), key=key)
    releases = Releases(network, seen_from(request.user))
    choices = releases.choices()
    wanted = request.POST.get("scope") or request.GET.get("sporsmal") or ""
    chosen = next((one for one in choices if one.scope == wanted), choices[0] if choices else None)
    form = FindingForm(request.POST or None, initial={"meets_on": _next_meeting(network)})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"scope": wanted, "once": request.POST.get("once")}
        try:
            lift_finding(by=request.user, network=network, **facts)
        except Refused as refusal:
            form.add_error("meets_on" if refusal.why == "past" else None, str(refusal))
        else:
            messages.success(request, _("Funnet står på sakslista, med tallene slik de er nå."))
            return redirect("network:agenda", key)
    takes_part = Network.objects.run_by(request.user).filter(pk=network.pk).exists()
    context = {"network": network, "choices": choices, "chosen": chosen, "form": form if takes_part else None}
    context["charts"] = releases.charts(chosen.scope) if chosen else []
    context["labels"] = next((chart.parts for chart in context["charts"] if chart.parts), [])
    return render(request, "network/comparison.html", context, status=422 if form.is_bound else 200)


@require_safe
def agenda(request, key):
    """What is to be talked about, meeting by meeting, and what came of the rest."""
    network = get_object_or_404(Network.objects.visible_to(request.user), key=key)
    found = Finding.objects.visible_to(request.user).filter(network=network)
    context = {
        "network": network,
        "waiting": worded(found.filter(done_on=None)),
        "done": found.filter(done_on__isnull=False).order_by("-done_on", "-pk"),
    }
    return render(request, "network/agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request, key):
    """One finding: what was noticed, whose figures, from which release; what came of it, or when it is talked about."""
    found = get_object_or_404(Finding.objects.visible_to(request.user).select_related("network", "by"), key=key)
    mine = Finding.objects.run_by(request.user).filter(pk=found.pk).exists()
    moves = "move" in request.POST
    form = DecidedForm(None if moves else request.POST or None, initial={"decided": found.decided})
    move = MoveForm(request.POST if moves else None, initial={"meets_on": max(found.meets_on, today())})
    sent: DecidedForm | MoveForm = move if moves else form
    if request.method == "POST" and mine and sent.is_valid():
        act, text = (move_finding, _("Funnet er flyttet.")) if moves else (finish_finding, _("Skrevet ned."))
        try:
            act(by=request.user, finding=found, **sent.cleaned_data)
        except Refused as refusal:
            sent.add_error("meets_on" if moves else "decided", str(refusal))
        else:
            messages.success(request, text)
            return redirect("network:agenda", found.network.key)
    context = {"finding": found, "said": worded([found])[0], "form": form if mine else None, "move": move}
    return render(request, "network/finding.html", context, status=422 if sent.is_bound else 200)


@require_POST
def finding_removal(request, key):
    """Take it off the agenda."""
    found = get_object_or_404(Finding.objects.run_by(request.user).select_related("network"), key=key)
    try:
        drop_finding(by=request.user, finding=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Funnet er tatt av sakslista."))
    return redirect("network:agenda", found.network.key)


def _next_meeting(network: Network):
    """The day of the nearest meeting that has something on its agenda."""
    return network.findings.filter(done_on=None, meets_on__gte=today()).values_list("meets_on", flat=True).first()
