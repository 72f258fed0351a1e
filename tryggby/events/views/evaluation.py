"""The evaluation: answered by a link or by the code on the screen; goals and results for the coordinator."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.events import rate
from tryggby.events.actions import evaluation as verbs
from tryggby.events.faces import FACES, asked
from tryggby.events.forms.afterwards import FacesForm, GoalsForm
from tryggby.events.models import Event, Phase
from tryggby.events.refusal import Refused
from tryggby.events.results import results
from tryggby.ui.door import public

# From one place in an hour; a whole room may sit behind one address.
TOO_MANY = 400


@public
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request, token):
    """Answer by the link in the mail. Opening it does nothing; the answer burns it."""
    ticket = verbs.find_ticket(token)
    if ticket is None:
        return render(request, "events/evaluation_used.html", status=404)
    form = FacesForm(request.POST if request.method == "POST" else None, questions=asked(ticket.event, ticket.phase))
    if request.method == "POST" and form.is_valid():
        try:
            verbs.answer_evaluation(token=token, answers=form.answers)
        except Refused:
            return render(request, "events/evaluation_used.html", status=404)
        return redirect("events:evaluation_thanks")
    return _page(request, ticket.event, ticket.phase, form)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_open(request, slug):
    """Answer by the code on the screen; as many answers as people who came, and not more."""
    event = get_object_or_404(Event.objects.with_link_for(request.user), slug=slug)
    if not verbs.evaluation_is_open(event):
        raise Http404
    form = FacesForm(request.POST if request.method == "POST" else None, questions=asked(event, Phase.AFTER))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                if rate.count(request) > TOO_MANY:
                    raise Refused(_("Det kommer mange svar herfra. Prøv igjen om en time."))
                verbs.answer_openly(event=event, answers=form.answers, once=request.POST.get("once", ""))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("events:evaluation_thanks")
    return _page(request, event, Phase.AFTER, form)


@public
@require_safe
def evaluation_thanks(request):
    """Thank you."""
    return render(request, "events/evaluation_thanks.html")


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_desk(request, key):
    """Start it, set learning goals, close it, read what came of it."""
    event = _event(request, key)
    goals = "\n".join(goal.text for goal in event.goals.all())
    form = GoalsForm(request.POST if request.POST.get("gjor") == "goals" else None, initial={"goals": goals})
    refusal = ""
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            messages.success(request, _desk_verb(request, event, form))
            return redirect("events:evaluation_desk", key)
        except Refused as refused:
            form.add_error("goals", str(refused)) if form.is_bound else None
            refusal = "" if form.is_bound else str(refused)
    found = getattr(event, "evaluation", None)
    context = {"event": event, "form": form, "evaluation": found, "refusal": refusal, "faces": FACES}
    context |= {"results": results(event, found) if found else None, "questions": asked(event, Phase.AFTER)}
    return render(request, "events/evaluation_desk.html", context, status=422 if refusal or form.errors else 200)


@require_safe
def evaluation_screen(request, key):
    """The code for the big screen at the end."""
    event = _event(request, key)
    address = settings.BASE_URL + reverse("events:evaluation_open", args=[event.slug])
    context = {"event": event, "address": address, "is_open": verbs.evaluation_is_open(event)}
    return render(request, "events/evaluation_screen.html", context)


def _page(request, event: Event, phase: str, form: FacesForm):
    context = {"event": event, "form": form, "faces": FACES, "before": phase == Phase.BEFORE}
    response = render(request, "events/evaluation.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


def _desk_verb(request, event: Event, form: GoalsForm) -> str:
    match request.POST.get("gjor"):
        case "goals":
            verbs.set_goals(by=request.user, event=event, goals=form.lines)
            return _("Læringsmålene er lagret.")
        case "close":
            verbs.close_evaluation(by=request.user, event=event)
            return _("Evalueringen er lukket.")
        case "start":
            verbs.start_evaluation(by=request.user, event=event)
            return _("Evalueringen er slått på.")
    raise Refused(_("Velg hva du vil gjøre."))


def _event(request, key: str) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user), key=key)
