"""The adults' pages about channels: set up, change, compose, print, open and pause."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tryggby.organisations.door import standing
from tryggby.ui.door import keyset_page
from tryggby.voices import actions, content
from tryggby.voices.access import units_to_ask_about
from tryggby.voices.asking import asked, what_a_child_sees
from tryggby.voices.faces import FACES
from tryggby.voices.forms import ChannelForm, OwnQuestionForm, PauseForm, QuestionsForm
from tryggby.voices.models import Channel
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import text_is_open
from tryggby.voices.seen import enough_answered

CARDS = 8


@require_safe
def channels(request):
    """The channels one answers for."""
    mine = Channel.objects.visible_to(request.user).select_related("unit", "service")
    context = {
        "page": keyset_page(mine, query=request.GET, by=("name", "pk")),
        "may_set_up": units_to_ask_about(request.user).exists(),
        "may_add_units": bool(standing(request.user).coordinated),
    }
    return render(request, "voices/channels.html", context)


def new_channel(request):
    """Set one up."""
    form = ChannelForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            once = request.POST.get("once")
            channel = actions.set_up_channel(by=request.user, once=once, **form.place, **form.settings)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Kanalen er satt opp. Velg spørsmål, og åpne den når du er klar."))
            return redirect("voices:questions", channel.key)
    return render(request, "voices/new_channel.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def channel(request, key):
    """Where it stands: state, questions, promise, poster."""
    found = _channel(request, key)
    context = {
        "channel": found,
        "asked": asked(found, content.flow(content.FIRST)),
        "promise": found.promise,
        "enough": enough_answered(found),
        "text_is_open": text_is_open(found),
        "unchecked": [content.flow(code) for code in found.languages if not content.flow(code).checked],
        "languages": [content.flow(code).name for code in found.languages],
        "days": content.flow(content.FIRST).days(found.reads_on),
        "pause_form": PauseForm(),
        "address": _address(found),
    }
    return render(request, "voices/channel.html", context)


def change(request, key):
    """Change the settings."""
    found = _channel(request, key)
    form = ChannelForm(request.POST or None, person=request.user, channel=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_channel(by=request.user, channel=found, **form.settings)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Endringene er lagret."))
            return redirect("voices:channel", key)
    return render(request, "voices/change.html", {"channel": found, "form": form}, status=422 if form.errors else 200)


def questions(request, key):
    """Compose the set."""
    found = _channel(request, key)
    form = QuestionsForm(request.POST or None, channel=found)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.questions(actions.library_question)
            actions.ask_children(by=request.user, channel=found, questions=chosen)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Spørsmålene er lagret."))
            return redirect("voices:channel", key)
    context = {"channel": found, "form": form}
    return render(request, "voices/questions.html", context, status=422 if form.errors else 200)


def own_question(request, key):
    """Write a question of one's own; unwise words are pointed out."""
    found = _channel(request, key)
    form = OwnQuestionForm(request.POST or None, channel=found)
    if request.method == "POST" and form.is_valid():
        once = request.POST.get("once")
        actions.write_question(by=request.user, organisation=found.organisation, once=once, **form.question)
        messages.success(request, _("Spørsmålet er lagret. Nå kan du velge det i lista."))
        return redirect("voices:questions", key)
    context = {"channel": found, "form": form}
    return render(request, "voices/own_question.html", context, status=422 if form.errors else 200)


@require_POST
def state(request, key):
    """Open, pause or close it."""
    found = _channel(request, key)
    try:
        match request.POST.get("gjor"):
            case "open":
                actions.open_channel(by=request.user, channel=found)
                messages.success(request, _("Kanalen er åpen. Heng opp plakaten."))
            case "pause":
                because = request.POST.get("because", "")
                actions.pause_channel(by=request.user, channel=found, because=because)
                messages.success(request, _("Kanalen har pause. Barna ser at det er lukket nå."))
            case "close":
                actions.close_channel(by=request.user, channel=found)
                messages.success(request, _("Kanalen er lagt ned. Tall og råd blir stående."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("voices:channel", key)


@require_safe
def poster(request, key):
    """A poster for the wall."""
    return _printed(request, key, "voices/poster.html")


@require_safe
def cards(request, key):
    """Small cards to hand out."""
    return _printed(request, key, "voices/cards.html")


@require_safe
def truth_poster(request, key):
    """The poster that asks whether what the adults answered is true."""
    return _printed(request, key, "voices/truth_poster.html")


@require_safe
def preview(request, key):
    """What the children see; nothing is sent."""
    found = _channel(request, key)
    flow = content.flow(request.GET.get("sprak") or found.languages[0])
    context = what_a_child_sees(found, flow) | {"preview": True, "languages": [], "action": request.path}
    context |= {"thanks_url": reverse("voices:thanks", args=[flow.code]), "help_url": reverse("help:entrance")}
    return render(request, "voices/flow.html", context)


def _printed(request, key: str, template: str):
    found = _channel(request, key)
    flows = [content.flow(code) for code in found.languages]
    truth_address = settings.BASE_URL + reverse("voices:truth", args=[found.code])
    context = {
        "channel": found,
        "flows": flows,
        "reads": flows[0].words["who_lines"][0].format(reader=found.reader),
        "address": _address(found),
        "truth_address": truth_address,
        "truth_site": truth_address.split("://")[-1],
        "site": settings.BASE_URL.split("://")[-1] + reverse("voices:entry"),
        "faces": FACES[found.face_pack],
        "cards": range(CARDS),
    }
    return render(request, template, context)


def _address(channel: Channel) -> str:
    return settings.BASE_URL + reverse("voices:flow", args=[channel.code])


def _channel(request, key: str) -> Channel:
    mine = Channel.objects.visible_to(request.user).select_related("unit", "service", "organisation")
    return get_object_or_404(mine, key=key)
