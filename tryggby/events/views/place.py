"""One's own place, by the link in the mail. Opening the link does nothing; every change is a button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggby.events import links, tokens
from tryggby.events.actions import accept_offer, cancel_signup, decline_offer, switch_mode, wish_for_room
from tryggby.events.models import Seating
from tryggby.events.refusal import Refused
from tryggby.ui.door import public


@public
def place(request, token):
    """What I have, and what I can do with it. A link that opens nothing says so plainly."""
    signup = tokens.find(token)
    if signup is None or signup.is_forgotten:
        return render(request, "events/gone.html", status=404)
    seatings = {seating.mode: seating for seating in signup.event.seatings.all()}
    context = {
        "signup": signup,
        "event": signup.event,
        "token": token,
        "ticket": links.ticket(signup) if signup.confirmed_at and signup.seating.mode == Seating.Mode.ROOM else "",
        "on_stream": signup.seating.mode == Seating.Mode.STREAM,
        "room": seatings.get(Seating.Mode.ROOM),
        "stream": seatings.get(Seating.Mode.STREAM),
        "stream_link": _stream_link(signup),
    }
    return render(request, "events/place.html", context)


@public
@require_POST
def answer(request, token):
    """Yes or no to an offer, or to the place that is held."""
    signup = _found(token)
    if request.POST.get("svar") == "ja":
        return _done(request, token, lambda: accept_offer(by=None, signup=signup), _("Plassen er din. Velkommen!"))
    text = _("Takk for svaret. Plassen går til neste på lista.")
    return _done(request, token, lambda: decline_offer(by=None, signup=signup), text)


@public
@require_POST
def switch(request, token):
    """To the room, or to the stream."""
    signup, mode = _found(token), request.POST.get("mode", "")

    def do():
        now = switch_mode(by=None, signup=signup, mode=mode)
        if now.seating.mode == mode:
            return _("Da er det byttet.")
        return _("Salen er full. Du beholder plassen på nett, og får beskjed hvis det blir plass.")

    return _done(request, token, do)


@public
@require_POST
def wish(request, token):
    """I would rather come, or not any more."""
    signup, wants = _found(token), request.POST.get("vil") == "ja"
    text = _("Vi har notert at du helst vil komme.") if wants else _("Da blir du på nett.")
    return _done(request, token, lambda: wish_for_room(by=None, signup=signup, wants=wants), text)


@public
@require_POST
def leaving(request, token):
    """Give the place up."""
    signup = _found(token)
    return _done(request, token, lambda: cancel_signup(by=None, signup=signup), _("Du er meldt av. Takk for beskjed!"))


def _found(token):
    signup = tokens.find(token)
    if signup is None or signup.is_forgotten:
        raise Http404
    return signup


def _done(request, token, action, text: str = ""):
    """Do it, say what came of it, and show the place again."""
    try:
        result = action()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, text or result)
    return redirect("events:place", token)


def _stream_link(signup) -> str:
    """The stream's address once it was mailed."""
    mailed = signup.event.stream_mailed_at and signup.seating.mode == Seating.Mode.STREAM
    return links.stream(signup) if mailed and signup.confirmed_at and not signup.cancelled_at else ""
