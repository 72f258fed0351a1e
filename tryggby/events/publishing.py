"""What stands between a recording and everybody: source, captions, text, and each speaker's yes."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.events.models import Event, Recording, SpeakerConsent
from tryggby.ground.door import today


@dataclass(frozen=True)
class Speaker:
    """One speaker of the programme, with the consent when it was given."""

    who: str
    consent: SpeakerConsent | None


def speakers(event: Event) -> list[str]:
    """Everybody the programme names, each once, in order."""
    return list(dict.fromkeys(slot.who for slot in event.slots.all() if slot.who))


def consents(event: Event) -> list[Speaker]:
    """The speakers with their consents."""
    given = {consent.who: consent for consent in SpeakerConsent.objects.filter(event=event)}
    return [Speaker(who, given.get(who)) for who in speakers(event)]


def missing(event: Event, recording: Recording) -> list[str]:
    """What has to be in place before the recording may be published, in words."""
    people = consents(event)
    waiting = [person.who for person in people if person.consent is None]
    lacks = [
        (not recording.uploaded_at, _("fil eller lenke")),
        (not recording.captioned_at, _("teksting")),
        (not recording.transcribed_at, _("tekstutgave som noen har lest gjennom")),
        (not people, _("programmet med dem som snakker")),
        (bool(waiting), _("samtykke fra %(who)s") % {"who": "; ".join(waiting)}),
    ]
    return [words for is_lacking, words in lacks if is_lacking]


@dataclass(frozen=True)
class Shown:
    """What the public page says: `published`, `promised` (until a date), `late`, or nothing."""

    state: str
    event: Event
    recording: Recording | None = None


def shown(event: Event) -> Shown:
    """What visitors are told about the recording of an event."""
    recording = Recording.objects.filter(event=event).first()
    if recording and recording.published_at:
        return Shown("published", event, recording)
    if event.recording_by is None or event.cancelled_at:
        return Shown("", event)
    late = event.recording_by < today() and event.ends_at < timezone.now()
    return Shown("late" if late else "promised", event)
