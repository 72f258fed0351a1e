"""The mails of afterwards: «opptaket er her» to those who asked, and the link to answer with."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tryggby.events import mails
from tryggby.events.models import Event, Phase, RecordingWish, Signup
from tryggby.outbox.door import queue_mails


def about_recording(event: Event) -> str:
    """What the outbox calls the recording of an event; it outlives the other mails about the event."""
    return f"recording:{event.key}"


def tell_recording(event: Event, wishes: Iterable[RecordingWish]) -> int:
    """Those who asked: the recording is here. Once per address, also when it is taken down and published again."""
    rows = []
    for wish in wishes:
        with translation.override(wish.language):
            words = {"title": event.title}
            pieces: list[mails.Piece] = [
                _("Hei!"),
                _("Opptaket fra «%(title)s» er her. Det er tekstet, og du kan også lese det som blir sagt.") % words,
                (_("Se eller les opptaket"), settings.BASE_URL + reverse("events:recording", args=[event.slug])),
                _("Du får denne e-posten fordi du ba om den. Nå er adressen din slettet."),
            ]
            subject = _("Opptaket er her: %(title)s") % words
            rows.append(mails.plain_mail(event, wish.email, subject, pieces))
            rows[-1] |= {
                "once": f"events:recording:{event.key}:{wish.pk}",
                "kind": "event_recording",
                "about": about_recording(event),
            }
    return queue_mails(rows)


def ask(
    event: Event, phase: str, signups: Iterable[Signup], ticket: Callable[[Event, str], str], closes_at: dt.datetime
) -> int:
    """Everybody asked: a link of one's own that can be used once. Which ticket went to whom is noted nowhere else."""

    def write(signup: Signup):
        link = settings.BASE_URL + reverse("events:evaluation", args=[ticket(event, phase)])
        return (*(_goals(event, link) if phase == Phase.BEFORE else _afterwards(event, link, closes_at)), "")

    return mails.send_all(signups, "event_evaluation", f"evaluation:{phase}", write)


def _goals(event: Event, link: str) -> tuple[str, list[mails.Piece]]:
    words = {"title": event.title, "when": mails.when(event)}
    return _("Før vi møtes: %(title)s") % words, [
        _("Hei!"),
        _("Snart er det «%(title)s», %(when)s.") % words,
        _("Hvor står du i dag? Det tar ett minutt. Vi spør om det samme etterpå, så vi ser om dagen hjalp."),
        (_("Svar her"), link),
        _("Svarene er anonyme. Lenken kan brukes én gang, og vi lagrer ikke hvem som har svart hva."),
    ]


def _afterwards(event: Event, link: str, closes_at: dt.datetime) -> tuple[str, list[mails.Piece]]:
    words = {"title": event.title, "until": mails.moment(closes_at)}
    return _("Takk for at du var med: %(title)s") % words, [
        _("Hei!"),
        _("Takk for at du var med på «%(title)s».") % words,
        _("Vil du si hva du syntes? Det tar ett minutt. Du kan svare til %(until)s.") % words,
        (_("Svar her"), link),
        _("Svarene er anonyme. Lenken kan brukes én gang, og vi lagrer ikke hvem som har svart hva."),
        _("Har du alt svart med koden på skjermen? Da trenger du ikke svare igjen."),
    ]
