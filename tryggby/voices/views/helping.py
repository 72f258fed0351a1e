"""The child's side of the help dialogue: ask, keep the code, come back, write, delete. No cookie, no log."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.ui.door import public
from tryggby.voices import code as codes
from tryggby.voices import content, keys, pace, rate
from tryggby.voices.actions.thread import end_as_child, read_as_child, start_thread, write_as_child
from tryggby.voices.dialogue import promise_of_help, thread_words, when_read
from tryggby.voices.models import Channel
from tryggby.voices.origin import from_own_pages
from tryggby.voices.refusal import NotTaken
from tryggby.voices.rules import help_is_open
from tryggby.voices.uploads import in_memory_only
from tryggby.voices.views.child import help_url, unknown

PLACES = {"check": "code_check", "reply": "reply", "dialogue": "dialogue", "ending": "ending"}


@public
@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def help(request, code: str, language: str = content.FIRST):
    """Who reads, when, what they must do; then the field. The answer is the code."""
    in_memory_only(request)
    channel = Channel.objects.live().filter(code=code.upper()).first()
    if channel is None and request.method != "POST":
        return unknown(request, code, language)
    if channel is None or not help_is_open(channel):
        status = 404 if channel is None else 409 if request.method == "POST" else 200
        return _page(request, "help_closed", language, typed=request.POST.get("ord", "").strip(), status=status)
    context = {"channel": channel, "promises": promise_of_help(channel, language), "text": "", "problem": ""}
    context["danger"] = "fare" in request.POST
    if request.method == "POST":
        try:
            _thread, words = _start(request, channel)
        except NotTaken as refusal:
            context |= {"text": request.POST.get("ord", ""), "problem": _problem(language, refusal)}
        else:
            return _page(request, "help_code", language, code=words, hidden=keys.hide(words))
    return _page(request, "help", language, status=422 if context["problem"] else 200, **context)


@public
@from_own_pages
@require_POST
def code_check(request, language: str = content.FIRST):
    """Have you kept it? The code is typed once; it can be shown again as long as the page is open."""
    hidden = request.POST.get("gjemt", "")
    words = keys.seek(hidden)
    if words is None:
        return _page(request, "reply", language, problem=thread_words(language)["reply"]["old"], wrong=False)
    if "vis" in request.POST:
        return _page(request, "help_code", language, code=words, hidden=hidden)
    typed = request.POST.get("kode")
    if typed is not None and codes.parse(typed) == codes.parse(words):
        return _page(request, "help_kept", language)
    return _page(request, "help_check", language, hidden=hidden, wrong=typed is not None)


@public
@from_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, language: str = content.FIRST):
    """Come back with the code. Whatever is wrong with it, the answer and the work are the same."""
    words, text = thread_words(language)["reply"], request.POST.get("ord", "")
    if request.method != "POST":
        return _page(request, "reply", language, problem="", wrong=False)
    wait = pace.seconds_to_wait(request)
    opened = keys.find(request.POST.get("kode", "")[:200]) if not wait or pace.goes_through(request) else None
    if opened is None:
        if wait:
            problem = words["wait"].format(seconds=wait)
            return _page(request, "reply", language, status=429, problem=problem, wrong=False, text=text)
        pace.count_wrong(request)
        return _page(request, "reply", language, status=404, problem="", wrong=True, text=text)
    return _thread(request, opened, language, text=text)


@public
@from_own_pages
@require_POST
def dialogue(request, language: str = content.FIRST):
    """One more message. The page carries a slip for half an hour instead of the code; then the code is asked for
    again, and what was written stays."""
    in_memory_only(request)
    opened, text = keys.from_slip(request.POST.get("lapp", "")), request.POST.get("ord", "")
    if opened is None:
        return _page(request, "reply", language, problem=thread_words(language)["reply"]["old"], wrong=False, text=text)
    try:
        _allow(request, "help")
        write_as_child(opened=opened, text=text, once=_once(request), pictures=_pictures(request))
    except NotTaken as refusal:
        return _thread(request, opened, language, problem=_problem(language, refusal), text=text, status=422)
    return _thread(request, opened, language, sent=True)


@public
@from_own_pages
@require_POST
def ending(request, language: str = content.FIRST):
    """The child deletes it: asked once more, then gone."""
    opened = keys.from_slip(request.POST.get("lapp", ""))
    if opened is None:
        return _page(request, "reply", language, problem=thread_words(language)["reply"]["old"], wrong=False)
    if "sikker" not in request.POST:
        return _page(request, "help_ending", language, slip=request.POST["lapp"])
    return _page(request, "help_ended", language, gone=end_as_child(opened=opened))


def _start(request, channel: Channel):
    _allow(request, "help")
    return start_thread(
        channel=channel,
        text=request.POST.get("ord", ""),
        once=_once(request),
        pictures=_pictures(request),
        danger="fare" in request.POST,
    )


def _allow(request, kind: str) -> None:
    """A class may sit behind one address; beyond that, wait a little."""
    try:
        with transaction.atomic():
            rate.count_or_refuse(request, kind)
    except rate.TooMany as flood:
        raise NotTaken("busy") from flood


def _once(request) -> str:
    once = request.POST.get("once", "")
    if len(once) < 16:
        raise NotTaken("failed")
    return once[:80]


def _pictures(request) -> tuple[bytes, ...]:
    return tuple(upload.read() for upload in request.FILES.getlist("bilder"))


def _thread(request, opened, language: str, *, status: int = 200, **more):
    words, read = thread_words(language)["thread"], read_as_child(opened=opened)
    channel, day = opened.thread.channel, opened.thread.delete_on
    is_open = help_is_open(channel)
    context = {
        "problem": "",
        "text": "",
        "sent": False,
        "slip": keys.slip(opened),
        "thread": opened.thread,
        "messages_read": [(message, text, _pictures_sent(message, words)) for message, text in read],
        "answered": any(message.writer_id for message, _text in read),
        "handed": opened.thread.handed_on,
        "is_open": is_open,
        "when": when_read(channel, language) if is_open else "",
        "new_url": help_url(channel, language) if is_open and opened.thread.closed_by_id else "",
        "until": words["until"].format(date=f"{day.day}.{day.month}.{day.year}"),
    }
    return _page(request, "dialogue", language, status=status, **(context | more))


def _pictures_sent(message, words: dict) -> str:
    number = len(message.pictures.all())
    return words["pictures"].format(n=number) if number else ""


def _page(request, name: str, language: str, *, status: int = 200, **context):
    if language not in content.flows():
        raise Http404
    flow, words = content.flow(language), thread_words(language)
    where = request.get_host() + _address("reply", language)
    around = {
        "flow": flow,
        "w": flow.words,
        "t": words,
        "where_line": words["code"]["where"].format(address=where),
        "languages": [{"flow": other, "url": _address("reply", other.code)} for other in content.flows().values()],
        # A browser never gives back the files of a form that was not taken in.
        "pictures_gone": bool(request.FILES) and bool(context.get("problem")),
    }
    around |= {f"{noun}_url": _address(name, language) for noun, name in PLACES.items()}
    response = render(request, f"voices/{name}.html", around | context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _address(name: str, language: str) -> str:
    return reverse(f"voices:{name}") if language == content.FIRST else reverse(f"voices:{name}_in", args=[language])


def _problem(language: str, refusal: NotTaken) -> str:
    problems = thread_words(language)["problems"]
    return problems.get(refusal.why, problems["failed"])
