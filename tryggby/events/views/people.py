"""The coordinator's lists: who signed up, what they need, which mails did not arrive, who keeps the door."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from tryggby.events import actions, mails
from tryggby.events.forms.fields import MailField
from tryggby.events.models import Event
from tryggby.events.overview import delivery, needs_of
from tryggby.events.refusal import Refused
from tryggby.outbox.door import Message
from tryggby.ui.door import keyset_page


def signups(request, key):
    """Who is signed up, in pages; a search and a choice of state."""
    event = _event(request, key)
    found = event.signups.select_related("seating", "check_in")
    wanted, words = request.GET.get("vis", ""), request.GET.get("sok", "").strip()[:80]
    states = {
        "sal": Q(seating__mode="room", confirmed_at__isnull=False),
        "nett": Q(seating__mode="stream", confirmed_at__isnull=False),
        "vent": Q(waiting_since__isnull=False),
        "tilbud": Q(offered_at__isnull=False),
    }
    found = (
        found.filter(cancelled_at__isnull=False)
        if wanted == "avmeldt"
        else found.live().filter(states.get(wanted, Q()))
    )
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(workplace__icontains=words))
    page = keyset_page(found, query=request.GET, by=("name", "pk"), size=50)
    return render(request, "events/signups.html", {"event": event, "page": page, "wanted": wanted, "words": words})


@require_POST
def removal(request, key, signup_key):
    """The coordinator takes somebody off; they get a mail."""
    event = _event(request, key)
    signup = get_object_or_404(event.signups.select_related("event"), key=signup_key)
    try:
        actions.cancel_signup(by=request.user, signup=signup)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request,
            _("%(name)s er meldt av. Er det noen på venteliste, har neste fått tilbud.") % {"name": signup.name},
        )
    return redirect("events:signups", key)


@require_POST
def new_link(request, key, signup_key):
    """Make a stream link invalid and mail a new one."""
    event = _event(request, key)
    signup = get_object_or_404(event.signups.select_related("event"), key=signup_key)
    try:
        actions.revoke_stream_link(by=request.user, signup=signup)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Den gamle lenka virker ikke lenger. En ny er på vei."))
    return redirect("events:signups", key)


def needs(request, key):
    """What people need, by name, until it is forgotten; reading it is logged."""
    event = _event(request, key)
    rows = needs_of(event, by=request.user)
    return render(request, "events/needs.html", {"event": event, "rows": rows, "counts": event.need_counts.all()})


def post(request, key):
    """Which mails arrived, kind by kind; those that did not are sent again."""
    event = _event(request, key)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        sent = actions.send_failed_again(by=request.user, event=event, kind=kind) if kind in mails.KINDS else 0
        messages.success(
            request, ngettext("%(n)s e-post er på vei igjen.", "%(n)s e-poster er på vei igjen.", sent) % {"n": sent}
        )
        return redirect("events:post", key)
    stuck = Message.objects.concerning(mails.about(event)).stopped().exclude(to="")
    page = keyset_page(stuck, query=request.GET, by=("-pk",), size=50)
    return render(request, "events/post.html", {"event": event, "rows": delivery(event), "page": page})


def sheet(request, key):
    """The list on paper, for the door without a phone."""
    event = get_object_or_404(Event.objects.with_door_for(request.user), key=key)
    people = event.signups.confirmed().on("room").order_by("name", "pk")
    return render(request, "events/sheet.html", {"event": event, "people": people})


class DoorkeeperForm(forms.Form):
    """Whose address may keep the door."""

    email = MailField(label=gettext_lazy("E-postadressa til dørvakta"))


def doorkeepers(request, key):
    """Who keeps the door; add one, or take it back."""
    event = _event(request, key)
    form = DoorkeeperForm(request.POST if "email" in request.POST else None)
    if "fjern" in request.POST:
        keeper = get_object_or_404(event.doorkeepers, pk=request.POST["fjern"])
        actions.end_doorkeeper(by=request.user, keeper=keeper)
        return redirect("events:doorkeepers", key)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint_doorkeeper(by=request.user, event=event, email=form.cleaned_data["email"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return redirect("events:doorkeepers", key)
    keepers = event.doorkeepers.current().select_related("person")
    context = {"event": event, "form": form, "keepers": keepers}
    return render(request, "events/doorkeepers.html", context, status=422 if form.errors else 200)


def _event(request, key) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).select_related("organisation"), key=key)
