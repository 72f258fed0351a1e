"""The forms on the coordinator's page of a recording: which one was sent, and what came of it."""

from dataclasses import dataclass, field

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tryggby.events import mails_after, publishing
from tryggby.events.actions import recording as verbs
from tryggby.events.forms import afterwards
from tryggby.events.models import Event, Recording
from tryggby.events.refusal import Refused
from tryggby.outbox.door import Message


@dataclass
class Desk:
    """The page's context, what was done (in words), and whether something was refused."""

    context: dict = field(default_factory=dict)
    done: str = ""
    refused: bool = False


def desk(request, event: Event, *, consent: forms.Form | None = None) -> Desk:
    """Carry out the form that was sent, if any, and gather the page."""
    sent = request.POST.get("gjor", "") if consent is None else ""
    recording = getattr(event, "recording", None) or Recording(event=event)
    found = _forms(request, event, recording, sent)
    state = Desk()
    if sent:
        state.done = _carry_out(request, event, sent, found, state.context)
        state.refused = not state.done
    if state.done:
        return state
    state.context |= {f"{name}_form": form for name, form in found.items()}
    state.context |= {
        "event": event,
        "recording": recording,
        "speakers": publishing.consents(event),
        "missing": publishing.missing(event, recording),
        "consent": consent,
        "wishes": event.recording_wishes.count(),
        "told": _told(event),
    }
    state.context.setdefault("refusal", "")
    return state


def _forms(request, event: Event, recording: Recording, sent: str) -> dict[str, forms.Form]:
    def of(name: str, kind: type[forms.Form], **initial) -> forms.Form:
        mine = sent == name
        files = request.FILES if mine else None
        return kind(request.POST if mine else None, files, initial=initial, auto_id=f"id_{name}_%s")

    return {
        "promise": of("promise", afterwards.PromiseForm, on=event.recording_by),
        "upload": of("upload", afterwards.UploadForm),
        "link": of("link", afterwards.LinkForm, link=recording.link),
        "captions": of("captions", afterwards.CaptionForm),
        "transcript": of("transcript", afterwards.TranscriptForm, text=recording.transcript),
    }


def _carry_out(request, event: Event, sent: str, found: dict[str, forms.Form], context: dict) -> str:
    """The words of what was done; empty when the form has to be shown again."""
    by, form = request.user, found.get(sent)
    if form is not None and not form.is_valid():
        return ""
    data = form.cleaned_data if form is not None else {}
    try:
        return _verb(by, event, sent, data)
    except Refused as refusal:
        if form is not None:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            context["refusal"] = str(refusal)
        return ""


def _verb(by, event: Event, sent: str, data: dict) -> str:
    match sent:
        case "promise":
            verbs.promise_recording(by=by, event=event, on=data["on"])
            return _("Datoen er lagret.")
        case "upload":
            verbs.upload_recording(by=by, event=event, file=data["file"])
            return _("Fila er lastet opp.")
        case "link":
            verbs.link_recording(by=by, event=event, link=data["link"])
            return _("Lenka er lagret.")
        case "captions":
            verbs.caption_recording(by=by, event=event, content=data["file"].read())
            return _("Tekstingen er sjekket og lagret. Les gjennom tekstutgaven.")
        case "transcript":
            verbs.transcribe_recording(by=by, event=event, text=data["text"])
            return _("Tekstutgaven er lagret.")
        case "publish":
            verbs.publish_recording(by=by, event=event)
            return _("Opptaket er publisert. De som ba om det, får e-post.")
        case "take_down":
            verbs.take_down_recording(by=by, event=event)
            return _("Opptaket er tatt ned.")
    return ""


def _told(event: Event) -> dict[str, int]:
    """How many mails about the recording were written, went out, and did not arrive."""
    stuck = [Message.State.FAILED, Message.State.UNCERTAIN]
    return Message.objects.concerning(mails_after.about_recording(event)).aggregate(
        total=Count("pk"),
        sent=Count("pk", filter=Q(state=Message.State.SENT)),
        stuck=Count("pk", filter=Q(state__in=stuck)),
    )
