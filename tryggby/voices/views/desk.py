"""The reader's desk: what has come, read with one's own key; it becomes advice, is answered, or is laid aside."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.sealing.door import NotForYou, Tampered, may_open, opened_key
from tryggby.voices.actions import duty
from tryggby.voices.actions import note as notes
from tryggby.voices.actions import thread as threads
from tryggby.voices.forms.desk import AnswerForm, ClosingForm, HandoverForm, NoteAdviceForm
from tryggby.voices.models import Channel, Escalation, HelpThread, Note
from tryggby.voices.refusal import Refused
from tryggby.voices.waiting import desk_of

SANDBOX = "default-src 'none'; sandbox"


@require_safe
def desk(request):
    """What waits for me: alarms first, then threads and notes. No text here."""
    context = desk_of(request.user) | {"opened": opened_key(request)}
    return render(request, "voices/desk.html", context)


@require_POST
def desk_access(request):
    """Give those who have duty, or will have it, what I can open: before and after a change of readers."""
    opened = opened_key(request)
    if opened is None:
        return redirect("sealing:opening")
    given = sum(
        duty.let_in(by=request.user, channel=channel, opened=opened)
        for channel in Channel.objects.opened_by(opened.reading_key)
    )
    messages.success(request, _("%(n)s tekster er delt med dem som har eller får vakt.") % {"n": given})
    return redirect("voices:desk")


@require_safe
def note(request, key):
    """One note, opened with my key; what to do with it."""
    found, opened = _note(request, key), opened_key(request)
    return _note_page(request, found, opened, NoteAdviceForm(channel=found.channel))


@require_safe
def note_drawing(request, key):
    """The drawing of a note, as a picture that can do nothing."""
    found, opened = _note(request, key), opened_key(request)
    if opened is None or found.kind != Note.Kind.DRAWING:
        raise Http404
    try:
        return _picture(notes.read_note(by=request.user, note=found, opened=opened))
    except (NotForYou, Tampered):
        raise Http404 from None


@require_POST
def note_advice(request, key):
    """The note becomes advice."""
    found, opened = _note(request, key), opened_key(request)
    form = NoteAdviceForm(request.POST, channel=found.channel)
    if not _readable(found, opened):
        form.add_error(None, _closed_meanwhile())
    elif form.is_valid():
        try:
            _to_advice(request, found, form, opened)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Rådet er skrevet ned. Barnets egne ord blir liggende her, og slettes."))
            return redirect("voices:desk")
    return _note_page(request, found, opened, form, status=422)


@require_POST
def note_aside(request, key):
    """Read, nothing to take further: for whoever can read it."""
    found = _note(request, key)
    if not _readable(found, opened_key(request)):
        messages.warning(request, _("Åpne nøkkelen og les teksten først."))
        return redirect("voices:note", found.key)
    try:
        notes.lay_aside_note(by=request.user, note=found)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("voices:note", found.key)
    messages.success(request, _("Lagt til side. Teksten slettes på dagen som står der."))
    return redirect("voices:desk")


@require_POST
def note_redo(request, key):
    """Do it again, while the text is there."""
    found = notes.reopen_note(by=request.user, note=_note(request, key))
    messages.success(request, _("Nå kan du gjøre om det du gjorde med teksten."))
    return redirect("voices:note", found.key)


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, key):
    """One dialogue, opened with my key; answer it."""
    found = get_object_or_404(HelpThread.objects.on_desk_of(request.user).select_related("channel"), key=key)
    opened, form = opened_key(request), AnswerForm(request.POST or None)
    if request.method == "POST" and opened is None:
        form.add_error(None, _closed_meanwhile())
    elif request.method == "POST" and form.is_valid():
        try:
            threads.write_as_adult(
                by=request.user, thread=found, text=form.cleaned_data["text"], once=request.POST.get("once")
            )
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Svaret er sendt. Barnet ser det når det kommer tilbake med koden."))
            return redirect("voices:thread", found.key)
    read = threads.read_thread(by=request.user, thread=found, opened=opened) if opened else []
    context = {"thread": found, "opened": opened, "read": read, "form": form, "alarm": _alarm(thread=found)}
    context["handed"] = None if read else found.handed_on
    return render(request, "voices/thread.html", context | _alarm_forms(), status=422 if form.is_bound else 200)


@require_POST
def thread_end(request, key):
    """End a dialogue; the child can read it until it is deleted."""
    found = get_object_or_404(HelpThread.objects.on_desk_of(request.user).select_related("channel"), key=key)
    threads.close_thread(by=request.user, thread=found)
    messages.success(request, _("Samtalen er avsluttet. Barnet kan lese den til den slettes."))
    return redirect("voices:desk")


@require_safe
def thread_picture(request, key, picture):
    """A picture of a dialogue, drawn anew from its pixels when it came."""
    found = get_object_or_404(HelpThread.objects.on_desk_of(request.user), key=key)
    wanted = threads.pictures_of(found).filter(key=picture).first()
    opened = opened_key(request)
    if wanted is None or opened is None:
        raise Http404
    try:
        return _picture(threads.read_picture(by=request.user, picture=wanted, opened=opened))
    except (NotForYou, Tampered):
        raise Http404 from None


def _note(request, key) -> Note:
    return get_object_or_404(
        Note.objects.on_desk_of(request.user).select_related("channel", "envelope", "advice"), key=key
    )


def _closed_meanwhile() -> str:
    """The key lasts half an hour, and writing may take longer."""
    return _("Nøkkelen er lukket. Åpne den i en ny fane, og send en gang til. Det du skrev, står her.")


def _readable(note: Note, opened) -> bool:
    """True when the opened key opens the note."""
    return opened is not None and may_open(note.envelope, opened)


def _note_page(request, note: Note, opened, form, *, status: int = 200) -> HttpResponse:
    readable = _readable(note, opened)
    context = {
        "note": note,
        "opened": opened,
        "readable": readable,
        "text": _text(request, note, opened) if readable and note.kind == Note.Kind.TEXT else "",
        "form": form,
        "alarm": _alarm(note=note),
    }
    return render(request, "voices/note.html", context | _alarm_forms(), status=status)


def _text(request, note: Note, opened) -> str:
    try:
        return notes.read_note(by=request.user, note=note, opened=opened).decode()
    except NotForYou:
        return ""


def _to_advice(request, note: Note, form: NoteAdviceForm, opened) -> None:
    given = form.cleaned_data
    if form.chosen:
        notes.merge_note(by=request.user, note=note, advice=form.chosen, band=given["band"])
        return
    notes.note_to_advice(
        by=request.user,
        note=note,
        theme=given["theme"],
        paraphrase=given["paraphrase"].strip(),
        band=given["band"],
        opened=opened,
        once=request.POST.get("once"),
    )


def _alarm(**about) -> Escalation | None:
    urgent = Escalation.objects.open().exclude(reason=Escalation.Reason.UNREAD)
    return urgent.filter(**about).select_related("acknowledged_by").first()


def _alarm_forms() -> dict:
    return {"handover_form": HandoverForm(), "closing_form": ClosingForm()}


def _picture(png: bytes) -> HttpResponse:
    return HttpResponse(
        png,
        content_type="image/png",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
        },
    )
