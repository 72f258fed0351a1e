"""The child's pages: the code, the flow, thank you. No account, no cookie, no address is kept."""

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.ui.door import public
from tryggby.voices import content, rate
from tryggby.voices.actions import take_in
from tryggby.voices.actions.answer import first_time
from tryggby.voices.actions.note import LONGEST, leave_notes
from tryggby.voices.asking import what_a_child_sees
from tryggby.voices.dialogue import thread_words
from tryggby.voices.models import SKIPPED, Channel, Question
from tryggby.voices.models.channel import CODE_SIGNS
from tryggby.voices.origin import from_own_pages
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import text_is_open


@public
@require_safe
def entry(request, language: str = content.FIRST):
    """Where the code from the poster is written."""
    typed = request.GET.get("kode", "")[:20]
    flow = flow_or_404(request.GET.get("sprak") or language)
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
        if request.method == "POST":
            return closed(request, flow_or_404(language or content.FIRST), "closed", 404)
        return unknown(request, code, language)
    spoken = flow_or_404(language or channel.languages[0])
    if spoken.code not in channel.languages:
        spoken = content.flow(channel.languages[0])
    if channel.state != "open":
        return closed(request, spoken, "closed", 410)
    return _taken(request, channel, spoken) if request.method == "POST" else _page(request, channel, spoken)


@public
@require_safe
def thanks(request, language: str):
    """Thank you; nothing about the visit is left on the page."""
    flow = flow_or_404(language)
    return render(request, "voices/thanks.html", {"flow": flow, "w": flow.words})


def unknown(request, code: str, language: str) -> HttpResponse:
    """The same kind page wherever a code is none."""
    return _entry(request, flow_or_404(language or content.FIRST), code[:20])


def _entry(request, flow: content.Flow, typed: str) -> HttpResponse:
    """The page where the code is written; with a kind word when there is no such code."""
    languages = [choice(other, reverse("voices:entry_in", args=[other.code])) for other in content.flows().values()]
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
        return _page(request, channel, flow, problem=flow.words["busy"]["text"], status=429)
    except Refused as refusal:
        words = refusal.told(flow) if isinstance(refusal, WordsRefused) else flow.words["failed"]
        if quiet:
            return JsonResponse({"problem": words}, status=422)
        return _page(request, channel, flow, problem=words, status=422)
    if quiet:
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("voices:thanks", args=[flow.code]), status=303)


def _take(request, channel: Channel) -> None:
    """Read the form and count it."""
    posted = request.POST
    promise = channel.promises.filter(number=number_in(posted.get("lofte", ""))).first()
    if promise is None or posted.get("fjes") not in Channel.FacePack.values:
        raise Refused("")
    # What the child saw is what is counted, also when others are asked by now.
    seen = Question.objects.asked_in(channel, number_in(posted.get("sett", "")))
    questions = seen if seen.exists() else Question.objects.asked_now(channel)
    answers = {question: _value(posted.get(f"q-{question.key}", "")) for question in questions}
    once = posted.get("once", "")[:60]
    text, drawing = posted.get("ord", ""), posted.get("tegning", "")
    if len(text.strip()) > LONGEST:
        raise WordsRefused("long")
    take_in(channel=channel, promise=promise, pack=posted["fjes"], answers=answers, once=once)
    # The words have a mark of their own: the answers may have come before them, though their receipt was lost.
    if (text or drawing) and first_time(channel.key, f"{once} words"):
        _leave(channel, text, drawing)


def _leave(channel: Channel, text: str, drawing: str) -> None:
    """Own words and drawing; why they were not taken is told in the child's language."""
    try:
        leave_notes(channel=channel, text=text, drawing=drawing)
    except Refused as refusal:
        raise WordsRefused("refused" if text_is_open(channel) else "nobody") from refusal


def number_in(text: str) -> int:
    """The number in a field, 0 when there is none that could be ours."""
    return int(text) if text.isdecimal() and len(text) <= 9 else 0


class WordsRefused(Refused):
    """Own words or a drawing are not taken in; `why` names the words for it in texts/flow."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why

    def told(self, flow: content.Flow) -> str:
        """The reason in the child's language; where nobody is on duty, whom to call instead."""
        if self.why == "nobody":
            return f"{flow.words['last']['no_text']} {flow.words['thanks']['talk']}"
        return flow.words["words"][self.why]


def _value(text: str) -> int:
    if text == "":
        return SKIPPED
    if not text.isdecimal() or text == "0" or len(text) > 2:
        raise Refused("")
    return int(text)


def _page(request, channel: Channel, flow: content.Flow, *, problem: str = "", status: int = 200) -> HttpResponse:
    languages = [
        choice(content.flow(other), reverse("voices:flow_in", args=[channel.code, other]))
        for other in channel.languages
    ]
    context = what_a_child_sees(channel, flow) | {
        "languages": languages,
        "action": reverse("voices:flow_in", args=[channel.code, flow.code]),
        "thanks_url": reverse("voices:thanks", args=[flow.code]),
        "help_url": help_url(channel, flow.code),
        "problem": problem,
        "typed": request.POST.get("ord", ""),
        "around": thread_words(flow.code)["start"],
        "chosen": [f"{name} {value}" for name, value in request.POST.items() if name.startswith("q-")],
    }
    return render(request, "voices/flow.html", context, status=status)


def help_url(channel: Channel, language: str) -> str:
    """Where «jeg vil ha hjelp» leads: a thread with a reader while there is one, else the help lines."""
    try:
        return reverse("voices:help", args=[channel.code, language])
    except NoReverseMatch:
        return reverse("help:lines", args=["barn"])


def closed(request, flow: content.Flow, why: str, status: int) -> HttpResponse:
    """What one meets instead of the form; what was written in it stays on the page, and is kept nowhere."""
    context = {"flow": flow, "w": flow.words, "message": flow.words[why]}
    context |= {"typed": request.POST.get("ord", "").strip(), "around": thread_words(flow.code)["start"]}
    return render(request, "voices/closed.html", context, status=status)


def choice(flow: content.Flow, url: str) -> dict:
    return {"flow": flow, "url": url}


def flow_or_404(code: str) -> content.Flow:
    if code not in content.flows():
        raise Http404
    return content.flow(code)
