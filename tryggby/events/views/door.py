"""At the door: check in by name, by code or without sign-up; the count that follows along."""

import datetime as dt
import re

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggby.events.actions import NoSeat, check_in, undo_check_in, walk_in
from tryggby.events.forms import WalkInForm
from tryggby.events.models import Event, Signup
from tryggby.events.refusal import Refused

# As many names as a phone shows at once and keeps for a short loss of network.
SHOWN = 400


def door(request, key):
    """Everybody who may come, searchable; a scanned code opens the page on that person."""
    event = _event(request, key)
    words, code = request.GET.get("sok", "").strip()[:80], _code(request.GET.get("kode", ""))
    people = _expected(event)
    if words:
        people = people.filter(Q(name__icontains=words) | Q(workplace__icontains=words))
    context = {
        "event": event,
        "room": event.seatings.filter(mode="room").first(),
        "people": people.order_by("name", "pk")[:SHOWN],
        "words": words,
        "scanned": event.signups.select_related("seating", "check_in").filter(key=code).first() if code else None,
        "code": code,
        "form": WalkInForm(),
    }
    return render(request, "events/door.html", context)


@require_POST
def arrivals(request, key):
    """Someone came, or did not after all. A page gets back to the door, a phone that replays its list gets JSON."""
    event = _event(request, key)
    signup = get_object_or_404(
        event.signups.select_related("event", "seating"), key=_code(request.POST.get("kode", ""))
    )
    if "angre" in request.POST:
        return _answer(request, event, lambda: undo_check_in(by=request.user, event=event, signup=signup), signup)
    how = "code" if request.POST.get("hvordan") == "code" else "name"
    at, anyway = _time(request.POST.get("tid", "")), "likevel" in request.POST
    return _answer(
        request,
        event,
        lambda: check_in(by=request.user, event=event, signup=signup, how=how, at=at, anyway=anyway),
        signup,
    )


@require_POST
def walk_ins(request, key):
    """Someone came without signing up."""
    event = _event(request, key)
    form = WalkInForm(request.POST)
    if not form.is_valid():
        if _wants_json(request):
            return JsonResponse({"ok": False, "text": _first(form)}, status=422)
        messages.warning(request, _first(form))
        return redirect("events:door", key)
    at, anyway = _time(request.POST.get("tid", "")), "likevel" in request.POST
    given = form.cleaned_data
    return _answer(
        request,
        event,
        lambda: walk_in(by=request.user, event=event, at=at, anyway=anyway, once=request.POST.get("once"), **given),
        None,
    )


def count(request, key):
    """How many have come, for the phone that asks every few seconds; 304 when it is the same."""
    event = _event(request, key)
    room = event.seatings.filter(mode="room").values_list("arrived", "taken", "places").first() or (0, 0, 0)
    tag = '"{}-{}-{}"'.format(*room)
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(dict(zip(("arrived", "taken", "places"), room, strict=True)))
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def scan(request, key):
    """The camera reads codes where the browser can; otherwise the code is typed."""
    response = render(request, "events/scan.html", {"event": _event(request, key)})
    response["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), interest-cohort=()"
    return response


def _event(request, key) -> Event:
    return get_object_or_404(Event.objects.with_door_for(request.user), key=key)


def _expected(event: Event):
    """Who has a place in the room, and who is on the stream or waits and may turn up."""
    return Signup.objects.live().filter(event=event).select_related("seating", "check_in")


def _answer(request, event: Event, action, signup):
    """Do it and tell: JSON for the phone's list, a message for the page."""
    status, data = 200, {"ok": True, "text": _("Registrert."), "name": signup.name if signup else ""}
    try:
        action()
    except NoSeat as refusal:
        status, data = 409, {"ok": False, "text": str(refusal), "may": True}
    except Refused as refusal:
        status, data = 409, {"ok": False, "text": str(refusal), "may": False}
    if _wants_json(request):
        data["arrived"] = sum(event.seatings.values_list("arrived", flat=True))
        return JsonResponse(data, status=status)
    (messages.success if data["ok"] else messages.warning)(
        request, " ".join(filter(None, [data.get("name"), data["text"]]))
    )
    ask = f"?kode={signup.key}&likevel=1" if data.get("may") and signup else ""
    response = redirect("events:door", event.key)
    response["Location"] += ask
    return response


def _wants_json(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _code(text: str) -> str:
    """The key in what was scanned or typed: the whole address, or the ten signs with spaces."""
    found = re.search(r"kode=([0-9a-z]+)", text)
    return found[1] if found else re.sub(r"[^0-9a-z]", "", text.lower())[:20]


def _time(text: str) -> dt.datetime | None:
    """When it happened, told by a phone that was without network."""
    try:
        at = parse_datetime(text) if text else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def _first(form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
