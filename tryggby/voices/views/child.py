"""The child's pages: the code, the flow, thank you, and «is it true?». No account, no cookie, no address is kept."""

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.ui.door import public
from tryggby.voices import content, rate
from tryggby.voices.actions import say_if_true, take_in
from tryggby.voices.actions.note import leave_notes
from tryggby.voices.asking import what_a_child_sees
from tryggby.voices.models import SKIPPED, AdviceReply, Channel, Question
from tryggby.voices.models.channel import CODE_SIGNS
from tryggby.voices.origin import from_own_pages
from tryggby.voices.refusal import Refused


@public
@require_safe
def entry(request, language: str = content.FIRST):
    """Where the code from the poster is written."""
    typed = request.GET.get("kode", "")[:20]
    flow = _flow_or_404(request.GET.get("sprak") or language)
    code = "".join(sign for sign in typed.upper() if sign in CODE_SIGNS)
    channel = Channel.objects.live().filter(code=code).first() if code else None
    if channel is None:
        return _entry(request, flow, typed)
    if flow.code in channel.languages:
        return redirect("voices:flow_in", code, flow.code)
    return redirect("voices:flow", code)


@public
@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def flow(request, code: str, language: str = ""):
    """Promise, questions, last words, send. Everything on one page."""
    channel = Channel.objects.live().filter(code=code.upper()).first()
    if channel is None:
        return _entry(request, _flow_or_404(language or content.FIRST), code[:20])
    spoken = _flow_or_404(language or channel.languages[0])
    if channel.state != "open":
        return _closed(request, spoken, "closed", 410)
    return _taken(request, channel, spoken) if request.method == "POST" else _page(request, channel, spoken)


@public
@require_safe
def thanks(request, language: str):
    """Thank you; nothing about the visit is left on the page."""
    flow = _flow_or_404(language)
    return render(request, "voices/thanks.html", {"flow": flow, "w": flow.words})


@public
@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def truth(request, code: str, language: str = ""):
    """Is it true what the adults answered? One reply at a time, the newest first."""
    channel = get_object_or_404(Channel.objects.live(), code=code.upper())
    flow = _flow_or_404(language or channel.languages[0])
    if request.method == "POST":
        return _told(request, channel, flow)
    reply = _replies(channel).first()
    languages = [
        _choice(content.flow(other), reverse("voices:truth_in", args=[code, other])) for other in channel.languages
    ]
    context = {"flow": flow, "w": flow.words, "reply": reply, "languages": languages}
    context |= {"choices": flow.words["truth"]["choices"].items(), "nothing": flow.words["truth"]["none"]}
    return render(request, "voices/truth.html", context)


def _entry(request, flow: content.Flow, typed: str) -> HttpResponse:
    """The page where the code is written; with a kind word when there is no such code."""
    languages = [_choice(other, reverse("voices:entry_in", args=[other.code])) for other in content.flows().values()]
    context = {"flow": flow, "w": flow.words, "languages": languages, "typed": typed, "wrong": bool(typed)}
    return render(request, "voices/entry.html", context, status=404 if typed else 200)


def _taken(request, channel: Channel, flow: content.Flow) -> HttpResponse:
    """Count what was sent and answer the way it was asked: a script gets a status, a plain form a page."""
    quiet = request.headers.get("Accept", "").startswith("application/json")
    try:
        with transaction.atomic():
            rate.count_or_refuse(request, "answer")
            _take(request, channel)
    except rate.TooMany:
        return _closed(request, flow, "busy", 429)
    except Refused as refusal:
        words = flow.words["words"]["refused"] if refusal.field else flow.words["failed"]
        if quiet:
            return JsonResponse({"problem": words}, status=422)
        return _page(request, channel, flow, problem=words, status=422)
    if quiet:
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("voices:thanks", args=[flow.code]), status=303)


def _take(request, channel: Channel) -> None:
    """Read the form and count it."""
    posted = request.POST
    number = posted.get("lofte", "")
    promise = channel.promises.filter(number=int(number)).first() if number.isdecimal() else None
    if promise is None or posted.get("fjes") not in Channel.FacePack.values:
        raise Refused("")
    questions = Question.objects.asked_now(channel)
    answers = {question: _value(posted.get(f"q-{question.key}", "")) for question in questions}
    once = posted.get("once", "")[:60]
    text, drawing = posted.get("ord", ""), posted.get("tegning", "")
    if take_in(channel=channel, promise=promise, pack=posted["fjes"], answers=answers, once=once) and (text or drawing):
        leave_notes(channel=channel, text=text, drawing=drawing)


def _value(text: str) -> int:
    if text == "":
        return SKIPPED
    if not text.isdecimal() or text == "0" or len(text) > 2:
        raise Refused("")
    return int(text)


def _told(request, channel: Channel, flow: content.Flow) -> HttpResponse:
    number = request.POST.get("svar", "")
    reply = get_object_or_404(_replies(channel), pk=int(number) if number.isdecimal() else 0)
    try:
        with transaction.atomic():
            rate.count_or_refuse(request, "truth")
            say_if_true(reply=reply, value=request.POST.get("verdi", ""), once=request.POST.get("once", "")[:60])
    except rate.TooMany:
        return _closed(request, flow, "busy", 429)
    except Refused:
        return redirect("voices:truth_in", channel.code, flow.code)
    return HttpResponseRedirect(reverse("voices:thanks", args=[flow.code]), status=303)


def _replies(channel: Channel):
    """The newest replies to published advice from the channel or its unit."""
    found = AdviceReply.objects.public()
    own = found.filter(advice__unit=channel.unit) if channel.unit_id else found.filter(advice__channel=channel)
    return own.exclude(state=AdviceReply.State.HEARD).select_related("advice").order_by("-at", "-pk")


def _page(request, channel: Channel, flow: content.Flow, *, problem: str = "", status: int = 200) -> HttpResponse:
    languages = [
        _choice(content.flow(other), reverse("voices:flow_in", args=[channel.code, other]))
        for other in channel.languages
    ]
    context = what_a_child_sees(channel, flow) | {
        "languages": languages,
        "action": reverse("voices:flow_in", args=[channel.code, flow.code]),
        "thanks_url": reverse("voices:thanks", args=[flow.code]),
        "help_url": help_url(channel, flow.code),
        "problem": problem,
        "typed": request.POST.get("ord", ""),
        "chosen": [f"{name} {value}" for name, value in request.POST.items() if name.startswith("q-")],
    }
    return render(request, "voices/flow.html", context, status=status)


def help_url(channel: Channel, language: str) -> str:
    """Where «jeg vil ha hjelp» leads: a thread with a reader while there is one, else the help lines."""
    try:
        return reverse("voices:help", args=[channel.code, language])
    except NoReverseMatch:
        return reverse("help:lines", args=["barn"])


def _closed(request, flow: content.Flow, why: str, status: int) -> HttpResponse:
    context = {"flow": flow, "w": flow.words, "message": flow.words[why]}
    return render(request, "voices/closed.html", context, status=status)


def _in_language(channel: Channel, code: str) -> dict:
    return _choice(content.flow(code), reverse("voices:flow_in", args=[channel.code, code]))


def _choice(flow: content.Flow, url: str) -> dict:
    return {"flow": flow, "url": url}


def _flow_or_404(code: str) -> content.Flow:
    if code not in content.flows():
        raise Http404
    return content.flow(code)
