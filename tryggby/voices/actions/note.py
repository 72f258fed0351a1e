"""A child's own words and drawing with an answer: taken in sealed, read at the desk, turned into advice, forgotten."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, new_key, today
from tryggby.sealing.door import NotForYou, OpenedKey, open_envelope, seal
from tryggby.voices import code as codes
from tryggby.voices.actions.advice import withdraw_advice, write_advice
from tryggby.voices.actions.danger import raise_danger, stop_reminding
from tryggby.voices.hints import hints_at_danger
from tryggby.voices.hours import read_by
from tryggby.voices.models import Advice, Band, Channel, Escalation, Note
from tryggby.voices.models.duty import KEPT
from tryggby.voices.pictures import from_canvas
from tryggby.voices.quotes import repeats
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import sealed_to, text_is_open
from tryggby.voices.weeks import this_week

LONGEST = 2000
NOTE = "voices.note"
NOBODY = gettext_lazy("Nå er det ingen på vakt til å lese. Svarene dine kan du sende likevel.")


@transaction.atomic
def leave_notes(*, channel: Channel, text: str = "", drawing: str = "") -> list[Note]:
    """Seal a child's own words (at most 2 000 signs) and drawing (a PNG data address from the canvas) to those on duty.

    Called in the transaction that counts the answers, once per form, which the caller sees to.
    Empty parts leave no row. Words of the hint list start the clock. Of the time only the week is kept, and the reading
    day that was promised until somebody has read it. Raises Refused, with `field` `ord` or `tegning`,
    when the field has closed meanwhile, the text is too long or a code, or the drawing is none.
    """
    text = text.strip()
    if not text and not drawing:
        return []
    if not text_is_open(channel):
        raise Refused(str(NOBODY), "ord")
    if len(text) > LONGEST:
        raise Refused(_("Det ble for langt. Skriv litt kortere."), "ord")
    if codes.has_code(text):
        raise Refused(_("Dette ser ut som en kode. Den er bare til deg. Ta den bort, og send igjen."), "ord")
    if drawing and channel.takes != Channel.Takes.DRAWING:
        raise Refused(_("Her kan du ikke tegne nå. Du kan skrive i stedet."), "tegning")
    made = [_leave(channel, Note.Kind.TEXT, text.encode())] if text else []
    if drawing:
        made.append(_leave(channel, Note.Kind.DRAWING, from_canvas(drawing), beside=made[0] if made else None))
    if text and hints_at_danger(text):
        raise_danger(by=None, note=made[0], reason=Escalation.Reason.HINT)
    return made


def read_note(*, by, note: Note, opened: OpenedKey) -> bytes:
    """What the child wrote (UTF-8) or drew (PNG), for an adult on duty; noted in the log. NotForYou, Tampered."""
    plain = open_envelope(note.envelope, opened)
    record(by=by, verb="read_note", of=note, organisation=note.channel.organisation_id)
    return plain


@transaction.atomic
def note_to_advice(
    *,
    by,
    note: Note,
    theme: str,
    paraphrase: str,
    band: str,
    opened: OpenedKey | None = None,
    once: str | None = None,
) -> Advice:
    """Turn a note into a new piece of advice, in the reader's words. Refused when they are the child's, which are
    compared with an opened key."""
    row = claim(once)
    advice = note.advice if row is None else None
    if advice is None:
        _unhandled(note)
        if opened is not None and note.kind == Note.Kind.TEXT:
            _own_words(note, paraphrase, opened)
        until = note.week + dt.timedelta(days=6)
        advice = write_advice(
            by=by, channel=note.channel, theme=theme, paraphrase=paraphrase, band=band, since=note.week, until=until
        )
        _handle(by, note, advice)
        if row is not None:
            done(row, advice.key)
    return advice


@transaction.atomic
def merge_note(*, by, note: Note, advice: Advice, band: str) -> Advice:
    """Let a note count with advice that says the same; its period grows, and `band` says how many now, never fewer
    than before."""
    _unhandled(note)
    if advice.channel_id != note.channel_id or advice.withdrawn_at:
        raise Refused(_("Velg et råd fra samme kanal."), "advice")
    advice.band = max(advice.band, band, key=Band.values.index)
    advice.since = min(advice.since, note.week)
    advice.until = max(advice.until, note.week + dt.timedelta(days=6))
    advice.save(update_fields=["band", "since", "until"])
    record(by=by, verb="merge_note", of=advice, organisation=advice.organisation_id)
    _handle(by, note, advice)
    return advice


@transaction.atomic
def lay_aside_note(*, by, note: Note) -> None:
    """Read, and nothing in it to take further. Refused when somebody has done something else with it."""
    _unhandled(note)
    _handle(by, note, None)
    record(by=by, verb="lay_aside_note", of=note, organisation=note.channel.organisation_id)


@transaction.atomic
def reopen_note(*, by, note: Note) -> Note:
    """Do it again while the text is there: it is nobody's advice any more.

    Advice that came of this note alone, and that nobody has answered or published, is taken back with it.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("channel", "advice").get(pk=note.pk)
    if note.handled_on is None:
        return note
    advice = note.advice
    note.handled_on = note.handled_by = note.advice = None
    note.save(update_fields=["handled_on", "handled_by", "advice"])
    if advice and not (advice.published_at or advice.notes.exists() or advice.replies.exists()):
        withdraw_advice(by=by, advice=advice)
    record(by=by, verb="reopen_note", of=note, organisation=note.channel.organisation_id)
    return note


def _leave(channel: Channel, kind: str, plain: bytes, beside: Note | None = None) -> Note:
    note = Note(key=new_key(), channel=channel, kind=kind, week=this_week(), delete_on=this_week() + KEPT)
    note.beside, note.read_by = beside, read_by(channel)
    readers = sealed_to(channel)
    if not readers:
        raise Refused(str(NOBODY), "ord")
    note.envelope = seal(
        plain, purpose=NOTE, record=note.key, channel=channel.key, readers=readers, sealed_on=note.week
    )
    note.save()
    return note


def _unhandled(note: Note) -> None:
    """Refuse when somebody else on duty was quicker."""
    if Note.objects.select_for_update(of=("self",)).get(pk=note.pk).handled_on:
        raise Refused(_("En annen på vakta har alt gjort noe med denne. Se på vakta hva det ble."))


def _own_words(note: Note, paraphrase: str, opened: OpenedKey) -> None:
    """Refuse advice that repeats what the child wrote."""
    try:
        text = open_envelope(note.envelope, opened).decode()
    except NotForYou:
        return
    if repeats(text, paraphrase):
        said = _(
            "Her står flere ord på rad slik barnet skrev dem. "
            "Skriv rådet helt med dine ord, så ingen kan kjenne igjen barnet."
        )
        raise Refused(said, "paraphrase")


def _handle(by, note: Note, advice: Advice | None) -> None:
    note.handled_on, note.handled_by, note.advice, note.read_by = today(), by, advice, None
    note.save(update_fields=["handled_on", "handled_by", "advice", "read_by"])
    stop_reminding(by=by, note=note)
