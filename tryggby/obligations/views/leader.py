"""The leader's pages: how the unit's people stand, and each person's leave and waivers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.ground.door import today
from tryggby.obligations.access import has_opted_out, kept_people, led_units, waivable
from tryggby.obligations.actions import end_leave, end_waiver, note_leave, waive, want_digest
from tryggby.obligations.forms import LeaveEndForm, LeaveForm, WaiverForm
from tryggby.obligations.models import Leave, Obligation, Waiver
from tryggby.obligations.reading import Card, cards_of, unit_rows
from tryggby.obligations.refusal import Refused


@require_safe
def unit(request):
    """«Min enhet»: who has something to do, who is on leave, who is let off. Only for those who lead it."""
    units = led_units(request.user)
    chosen = next((u for u in units if u.key == request.GET.get("enhet", u.key)), None)
    if chosen is None:
        raise Http404
    cards = [Card(row, own=False) for row in unit_rows(chosen)]
    context = {
        "unit": chosen,
        "units": units,
        "late": [card for card in cards if card.row.is_late],
        "waiting": [card for card in cards if card.is_waiting and not card.row.is_late and not card.row.paused_on],
        "away": [card for card in cards if card.row.paused_on],
        "waived": [card for card in cards if card.row.state == Obligation.State.WAIVED and not card.row.paused_on],
        "done": [card for card in cards if card.row.state == Obligation.State.DONE],
        "opted_out": has_opted_out(request.user),
    }
    return render(request, "obligations/unit.html", context)


@require_POST
def digest_choice(request):
    """Choose the weekly letter, or choose it away."""
    if not led_units(request.user):
        raise Http404
    wanted = request.POST.get("wanted") == "yes"
    want_digest(by=request.user, wanted=wanted)
    messages.success(request, _("Du får ukebrevet.") if wanted else _("Du får ikke ukebrevet mer."))
    return redirect("obligations:unit")


@require_safe
def person(request, person):
    """One person's obligations, leaves and waivers, for whoever leads them."""
    found = _person(request, person)
    visible = set(waivable(request.user).values_list("pk", flat=True))
    context = {
        "person": found,
        "cards": [card for card in cards_of(found, own=False) if card.row.requirement_id in visible],
        "leaves": Leave.objects.of(found),
        "waivers": Waiver.objects.of(found).filter(requirement__in=visible).select_related("requirement", "given_by"),
        "day": today(),
    }
    return render(request, "obligations/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, person):
    """Note that somebody is away."""
    found = _person(request, person)
    form = LeaveForm(request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        try:
            note_leave(by=request.user, person=found, once=request.POST.get("once"), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("since", str(refusal))
        else:
            messages.success(request, _("Permisjonen er notert. Klokka står stille så lenge."))
            return redirect("obligations:person", found.key)
    context = {"form": form, "person": found}
    return render(request, "obligations/leave.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_end(request, key):
    """Set the last day of a leave."""
    found = get_object_or_404(Leave.objects.given_by(request.user).select_related("person"), key=key)
    form = LeaveEndForm(request.POST or None, initial={"until": found.until or today()})
    if request.method == "POST" and form.is_valid():
        end_leave(by=request.user, leave=found, until=form.cleaned_data["until"])
        messages.success(request, _("Lagret. Klokka går videre dagen etter."))
        return redirect("obligations:person", found.person.key)
    context = {"form": form, "leave": found, "person": found.person}
    return render(request, "obligations/leave_end.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request, person, requirement):
    """Let somebody off one requirement, with a reason."""
    found, rule = _person(request, person), get_object_or_404(waivable(request.user), key=requirement)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"person": found, "requirement": rule, "once": request.POST.get("once")}
        try:
            waive(by=request.user, **values, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("because", str(refusal))
        else:
            messages.success(request, _("%(name)s er fritatt.") % {"name": found.given_name})
            return redirect("obligations:person", found.key)
    context = {"form": form, "person": found, "requirement": rule}
    return render(request, "obligations/waiver.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver_end(request, key):
    """Take a waiver back."""
    rows = Waiver.objects.given_by(request.user).filter(requirement__in=waivable(request.user))
    found = get_object_or_404(rows.select_related("person", "requirement"), key=key)
    if request.method == "POST":
        end_waiver(by=request.user, waiver=found)
        messages.success(request, _("Fritaket er trukket tilbake."))
        return redirect(reverse("obligations:person", args=[found.person.key]))
    return render(request, "obligations/waiver_end.html", {"waiver": found, "person": found.person})


def _person(request, key: str):
    return get_object_or_404(kept_people(request.user), key=key)
