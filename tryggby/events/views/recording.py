"""The recording: everybody's page with film, captions and text, and the coordinator's chain towards it."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.events import publishing, rate
from tryggby.events.actions import recording as verbs
from tryggby.events.forms import afterwards as forms
from tryggby.events.models import Event, Recording
from tryggby.events.refusal import Refused
from tryggby.events.views.desk_of_recording import desk
from tryggby.ground.door import in_pieces
from tryggby.ui.door import public

# From one place in an hour.
TOO_MANY = 100


@public
@require_http_methods(["GET", "HEAD", "POST"])
def recording(request, slug):
    """Watch, listen or read; until then when it comes, and a mail for those who ask."""
    event = get_object_or_404(Event.objects.open_to(request.user).select_related("organisation"), slug=slug)
    shown = publishing.shown(event)
    if not shown.state:
        raise Http404
    form = forms.RecordingWishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _wished(request, event, form):
        messages.success(request, _("Takk! Du får en e-post når opptaket er her."))
        return redirect("events:recording", slug)
    context = {"event": event, "shown": shown, "recording": shown.recording, "form": form}
    return render(request, "events/recording.html", context, status=422 if form.errors else 200)


@public
@require_safe
def recording_file(request, slug):
    """The film, in the pieces that the player asks for."""
    return _film(request, _published(request, slug))


@public
@require_safe
def recording_captions(request, slug):
    """The captions of the film."""
    return _captions(_published(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def recording_desk(request, key):
    """Where the recording stands, and one step at a time towards publishing it."""
    event = _event(request, key)
    state = desk(request, event)
    if state.done:
        messages.success(request, state.done)
        return redirect("events:recording_desk", key)
    return render(request, "events/recording_desk.html", state.context, status=422 if state.refused else 200)


@require_POST
def recording_consent(request, key):
    """Note a speaker's yes, or that it was taken back."""
    event, form = _event(request, key), forms.ConsentForm(request.POST)
    if "trekk" in request.POST:
        verbs.withdraw_consent(by=request.user, event=event, who=request.POST.get("who", ""))
        messages.success(request, _("Samtykket er tatt bort, og opptaket er ikke publisert."))
        return redirect("events:recording_desk", key)
    if form.is_valid():
        try:
            verbs.note_consent(by=request.user, event=event, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("given_on", str(refusal))
        else:
            messages.success(request, _("Samtykket er notert."))
            return redirect("events:recording_desk", key)
    return render(request, "events/recording_desk.html", desk(request, event, consent=form).context, status=422)


@require_safe
def recording_preview(request, key):
    """The film for the coordinator, before it is published."""
    return _film(request, _own(request, key))


@require_safe
def recording_preview_captions(request, key):
    """The captions for the coordinator, before they are published."""
    return _captions(_own(request, key))


def _wished(request, event: Event, form) -> bool:
    try:
        with transaction.atomic():
            if rate.count(request) > TOO_MANY:
                raise Refused(_("Det kommer mange forespørsler herfra. Prøv igjen om en time."))
            verbs.wish_for_recording(event=event, email=form.cleaned_data["email"], language=get_language() or "nb")
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return False
    return True


def _event(request, key: str) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).select_related("organisation"), key=key)


def _own(request, key: str) -> Recording:
    return get_object_or_404(Recording.objects.visible_to(request.user), event__key=key)


def _published(request, slug: str) -> Recording:
    return get_object_or_404(Recording.objects.open_to(request.user), event__slug=slug)


def _film(request, recording: Recording) -> HttpResponse:
    if not recording.stored or not default_storage.exists(recording.stored):
        raise Http404
    stored = default_storage.open(recording.stored, "rb")
    response = in_pieces(request, stored, recording.size, recording.content_type)
    name = f"opptak.{recording.stored.rpartition('.')[2]}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _captions(recording: Recording) -> HttpResponse:
    if not recording.captions:
        raise Http404
    return HttpResponse(recording.captions, content_type="text/vtt; charset=utf-8")
