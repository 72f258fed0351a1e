"""«Is it true?», the child's page: what the adults answered, one answer at a time. No account, no cookie."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tryggby.ui.door import public
from tryggby.voices import content, rate
from tryggby.voices.actions import say_if_true
from tryggby.voices.models import AdviceReply, Channel
from tryggby.voices.origin import from_own_pages
from tryggby.voices.refusal import Refused
from tryggby.voices.views.child import choice, closed, flow_or_404, number_in, unknown

# So many answers are asked about, the newest first.
MOST = 6


@public
@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def truth(request, code: str, language: str = ""):
    """Is it true what the adults answered? One reply at a time, the newest first; the next comes by itself."""
    channel = Channel.objects.live().filter(code=code.upper()).first()
    if channel is None:
        return unknown(request, code, language)
    flow = flow_or_404(language or channel.languages[0])
    if request.method == "POST":
        return _told(request, channel, flow)
    replies = _replies(channel)
    number = min(max(number_in(request.GET.get("nr", "")), 1), len(replies) or 1)
    languages = [
        choice(content.flow(other), reverse("voices:truth_in", args=[code, other])) for other in channel.languages
    ]
    context = {"flow": flow, "w": flow.words, "reply": replies[number - 1] if replies else None, "languages": languages}
    context |= {"choices": flow.words["truth"]["choices"].items(), "nothing": flow.words["truth"]["none"]}
    context |= {
        "progress": flow.words["progress"].format(n=number, of=len(replies)) if len(replies) > 1 else "",
        "next_url": _after(channel, flow, number, len(replies)),
    }
    return render(request, "voices/truth.html", context)


def _told(request, channel: Channel, flow: content.Flow) -> HttpResponse:
    """Count what was said, and on to the next."""
    replies, wanted = _replies(channel), number_in(request.POST.get("svar", ""))
    reply = get_object_or_404(_all(channel), pk=wanted)
    try:
        with transaction.atomic():
            rate.count_or_refuse(request, "truth")
            say_if_true(reply=reply, value=request.POST.get("verdi", ""), once=request.POST.get("once", "")[:60])
    except rate.TooMany:
        return closed(request, flow, "busy", 429)
    except Refused:
        return redirect("voices:truth_in", channel.code, flow.code)
    number = replies.index(reply) + 1 if reply in replies else len(replies)
    return HttpResponseRedirect(_after(channel, flow, number, len(replies)), status=303)


def _after(channel: Channel, flow: content.Flow, number: int, of: int) -> str:
    """Where one comes after an answer: the next one, then thank you."""
    if number >= of:
        return reverse("voices:thanks", args=[flow.code])
    return f"{reverse('voices:truth_in', args=[channel.code, flow.code])}?nr={number + 1}"


def _replies(channel: Channel) -> list[AdviceReply]:
    """The newest reply to each piece of advice, the newest first."""
    newest: dict[int, AdviceReply] = {}
    for reply in _all(channel)[:200]:
        newest.setdefault(reply.advice_id, reply)
    return list(newest.values())[:MOST]


def _all(channel: Channel):
    """Replies to published advice from the channel or its unit, the newest first."""
    found = AdviceReply.objects.public()
    own = found.filter(advice__unit=channel.unit) if channel.unit_id else found.filter(advice__channel=channel)
    return own.exclude(state=AdviceReply.State.HEARD).select_related("advice").order_by("-at", "-pk")
