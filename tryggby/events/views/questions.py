"""Questions: everybody's page in the room, and the coordinator's list."""

import hashlib
from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.events import rate
from tryggby.events.actions.question import (
    answer_question,
    approve_question,
    ask_question,
    hide_question,
    questions_open,
)
from tryggby.events.forms.afterwards import QuestionForm
from tryggby.events.models import Event, Question
from tryggby.events.refusal import Refused
from tryggby.ui.door import public

# From one place in an hour; a whole room may sit behind one address.
TOO_MANY = 400
VERBS = {"vis": approve_question, "besvart": answer_question, "skjul": hide_question}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, slug):
    """Ask, and read what others asked once it is let through."""
    event = get_object_or_404(Event.objects.with_link_for(request.user), slug=slug)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, initial={"source": request.GET.get("fra") or Question.Source.ROOM})
    if request.method == "POST" and asked(request, event, form):
        return redirect("events:questions", slug)
    context = {"event": event, "form": form, "is_open": questions_open(event), **lists(event)}
    return render(request, "events/questions.html", context, status=422 if form.errors else 200)


@public
@require_safe
def questions_list(request, slug):
    """The list alone, for pages that keep it fresh; 304 when nothing has changed."""
    event = get_object_or_404(Event.objects.with_link_for(request.user), slug=slug)
    shown = lists(event)
    return fresh(request, "events/parts/questions.html", {"event": event, **shown}, shown["shown"] + shown["answered"])


@require_safe
def moderation(request, key):
    """The coordinator's list: new ones first."""
    event = get_object_or_404(Event.objects.visible_to(request.user), key=key)
    context = {"event": event, "is_open": questions_open(event), **_all(event)}
    return render(request, "events/moderation.html", context)


@require_safe
def moderation_list(request, key):
    """The coordinator's list alone; 304 when nothing has changed."""
    event = get_object_or_404(Event.objects.visible_to(request.user), key=key)
    groups = _all(event)
    rows = [question for group in groups.values() for question in group]
    return fresh(request, "events/parts/moderation.html", {"event": event, **groups}, rows)


@require_POST
def moderation_verb(request, key, question):
    """Let one through, mark it answered, or take it away."""
    found = get_object_or_404(Question.objects.visible_to(request.user), event__key=key, key=question)
    verb = VERBS.get(request.POST.get("gjor", ""))
    if verb:
        verb(by=request.user, question=found)
    return redirect("events:moderation", key)


def asked(request, event: Event, form: QuestionForm) -> bool:
    """Take a question in; False when the form has to be shown again."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            if rate.count(request) > TOO_MANY:
                raise Refused(_("Det kommer mange spørsmål herfra. Prøv igjen om litt."), "text")
            text, source = form.cleaned_data["text"], form.cleaned_data["source"]
            ask_question(event=event, text=text, source=source, once=request.POST.get("once"))
    except Refused as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, _("Takk! Spørsmålet vises når det er lest gjennom."))
    return True


def lists(event: Event) -> dict[str, list[Question]]:
    """What everybody sees."""
    questions = event.questions.all()
    return {"shown": list(questions.shown()), "answered": list(questions.answered()[:50])}


def fresh(request, template: str, context: dict, rows: Iterable[Question]) -> HttpResponse:
    """A piece of a page with a tag made of the rows and their states."""
    facts = "|".join([get_language() or "", *(f"{row.key}{row.state}" for row in rows)])
    tag = f'"{hashlib.sha256(facts.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = render(request, template, context)
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


def _all(event: Event) -> dict[str, list[Question]]:
    questions = event.questions.all()
    return {
        "new": list(questions.new()),
        "shown": list(questions.shown()),
        "answered": list(questions.answered()),
        "hidden": list(questions.hidden()),
    }
