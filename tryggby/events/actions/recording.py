"""The duty chain of a recording: promise, upload or link, caption, consent, publish, and take down again."""

import datetime as dt

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import films, mails_after, publishing, vtt, words
from tryggby.events.models import Event, Recording, RecordingWish, SpeakerConsent
from tryggby.events.refusal import Refused
from tryggby.ground.door import today
from tryggby.outbox.door import forget_mails
from tryggby.people.door import normalise_email

# A text edition shorter than this is none.
SHORTEST = 20
WISH_KEPT = dt.timedelta(days=365)
MAIL_KEPT = dt.timedelta(days=14)


@transaction.atomic
def promise_recording(*, by, event: Event, on: dt.date | None) -> Recording:
    """Say on the event's page when the recording will be there; None promises nothing."""
    recording = _held(event)
    Event.objects.filter(pk=event.pk).update(recording_by=on)
    event.recording_by = on
    _note(by, "promise_recording", recording, on=on and on.isoformat())
    return recording


@transaction.atomic
def upload_recording(*, by, event: Event, file: File) -> Recording:
    """Keep the file; it takes the place of a former file or link. Raises Refused for what is no film or sound."""
    recording = _changeable(event)
    former = recording.stored
    recording.stored, recording.content_type, recording.size = films.store(recording, file)
    recording.link, recording.uploaded_at = "", timezone.now()
    recording.save()
    stored = recording.stored
    transaction.on_commit(lambda: films.remove(former) if former != stored else None)
    _note(by, "upload_recording", recording, size=recording.size)
    return recording


@transaction.atomic
def link_recording(*, by, event: Event, link: str) -> Recording:
    """The recording lies in the municipality's own player."""
    recording = _changeable(event)
    former = recording.stored
    recording.stored, recording.content_type, recording.size = "", "", 0
    recording.link, recording.uploaded_at = link, timezone.now()
    recording.save()
    transaction.on_commit(lambda: films.remove(former))
    _note(by, "link_recording", recording)
    return recording


@transaction.atomic
def caption_recording(*, by, event: Event, content: bytes) -> Recording:
    """Check captions and keep them written anew; a first draft of the text edition comes with them."""
    cues = vtt.parse(content)
    recording = _changeable(event)
    recording.captions, recording.captioned_at = vtt.written(cues), timezone.now()
    if not recording.transcribed_at:
        recording.transcript = vtt.as_text(cues)
    recording.save()
    _note(by, "caption_recording", recording, cues=len(cues))
    return recording


@transaction.atomic
def transcribe_recording(*, by, event: Event, text: str) -> Recording:
    """Keep the text edition, read through by a person."""
    text = words.paragraphs(text)
    if len(text) < SHORTEST:
        raise Refused(_("Skriv det som blir sagt. Dette er for kort til å være hele teksten."), "text")
    recording = _held(event)
    recording.transcript, recording.transcribed_at = text, timezone.now()
    recording.save()
    _note(by, "transcribe_recording", recording)
    return recording


@transaction.atomic
def note_consent(*, by, event: Event, who: str, given_on: dt.date) -> SpeakerConsent:
    """A speaker of the programme said yes, on a date that is not to come."""
    if who not in publishing.speakers(event):
        raise Refused(_("Denne personen står ikke i programmet."))
    if given_on > today():
        raise Refused(_("Datoen kan ikke være fram i tid."), "given_on")
    consent, _made = SpeakerConsent.objects.update_or_create(
        event=event, who=who, defaults={"given_on": given_on, "noted_by": by, "noted_at": timezone.now()}
    )
    record(by=by, verb="note_consent", of=consent, organisation=event.organisation_id, on=given_on.isoformat())
    return consent


@transaction.atomic
def withdraw_consent(*, by, event: Event, who: str) -> None:
    """A speaker changed their mind: the recording is taken down at once."""
    deleted, _rows = SpeakerConsent.objects.filter(event=event, who=who).delete()
    if deleted:
        record(by=by, verb="withdraw_consent", of=event, organisation=event.organisation_id)
        take_down_recording(by=by, event=event)


@transaction.atomic
def publish_recording(*, by, event: Event) -> Recording:
    """Open it for everybody, and mail those who asked, once. Raises Refused while anything is missing."""
    recording = _held(event)
    if recording.published_at:
        return recording
    missing = publishing.missing(event, recording)
    if missing:
        raise Refused(_("Opptaket kan ikke publiseres ennå. Det mangler: %(what)s.") % {"what": ", ".join(missing)})
    recording.published_at = timezone.now()
    wishes = list(RecordingWish.objects.filter(event=event))
    told = mails_after.tell_recording(event, wishes)
    RecordingWish.objects.filter(pk__in=[wish.pk for wish in wishes]).delete()
    recording.told_at = recording.told_at or timezone.now()
    recording.save()
    _note(by, "publish_recording", recording, told=told)
    return recording


@transaction.atomic
def take_down_recording(*, by, event: Event) -> Recording:
    """Close it again; file, captions and text stay for the coordinator."""
    recording = _held(event)
    if recording.published_at:
        recording.published_at = None
        recording.save(update_fields=["published_at"])
        _note(by, "take_down_recording", recording)
    return recording


@transaction.atomic
def wish_for_recording(*, event: Event, email: str, language: str = "nb") -> None:
    """Note that an address wants the mail. A second time changes nothing, and nobody learns which it was."""
    if event.recording_by is None or Recording.objects.published().filter(event=event).exists():
        raise Refused(_("Det er ikke noe opptak å vente på."))
    RecordingWish.objects.get_or_create(event=event, email=normalise_email(email), defaults={"language": language})


def forget_wishes(now: dt.datetime | None = None) -> int:
    """Delete wishes a year after the event, and the addresses of mails that went out 14 days ago."""
    now = now or timezone.now()
    told = Recording.objects.filter(told_at__lte=now - MAIL_KEPT).select_related("event").order_by("pk")
    for recording in told.filter(told_at__gt=now - MAIL_KEPT - dt.timedelta(days=7)):
        forget_mails(about=mails_after.about_recording(recording.event))
    return RecordingWish.objects.filter(event__ends_at__lte=now - WISH_KEPT).delete()[0]


def _held(event: Event) -> Recording:
    Event.objects.select_for_update().get(pk=event.pk)
    recording, _made = Recording.objects.get_or_create(event=event)
    recording.event = event
    return recording


def _changeable(event: Event) -> Recording:
    recording = _held(event)
    if recording.published_at:
        raise Refused(_("Opptaket er publisert. Ta det ned før du bytter ut noe."))
    return recording


def _note(by, verb: str, recording: Recording, **facts) -> None:
    record(by=by, verb=verb, of=recording, organisation=recording.event.organisation_id, **facts)
