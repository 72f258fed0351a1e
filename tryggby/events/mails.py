"""The mails of the room: plain words, one thing to do, personal links that do nothing by being opened.

Every mail is a row of the outbox with a key of its own, so that the same intent is never sent twice.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events import ics, links
from tryggby.events.models import Event, EventChange, Seating, Signup
from tryggby.ground.door import OSLO
from tryggby.outbox.door import queue_mail, queue_mails
from tryggby.ui.door import date_format

# A piece of a mail: a paragraph, or (words, address) of a link.
Piece = str | tuple[str, str]

# What a coordinator calls the mails, in the order of the event's life.
KINDS = {
    "event_receipt": gettext_lazy("Svar på påmelding"),
    "event_confirmed": gettext_lazy("Bekreftelse"),
    "event_offer": gettext_lazy("Tilbud om plass"),
    "event_offer_ended": gettext_lazy("Tilbud som gikk ut"),
    "event_reminder": gettext_lazy("Påminnelse"),
    "event_stream": gettext_lazy("Lenke til sendingen"),
    "event_moved": gettext_lazy("Beskjed om flytting"),
    "event_off": gettext_lazy("Beskjed om avlysning"),
    "event_left": gettext_lazy("Bekreftet avmelding"),
    "event_evaluation": gettext_lazy("Evaluering"),
}


def about(event: Event) -> str:
    """What the outbox calls the event."""
    return f"event:{event.key}"


def when(event: Event) -> str:
    """«torsdag 10. desember 2026 kl. 09.00–10.00» in the active language."""
    return span(event.starts_at, event.ends_at)


def span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """A period on the clock in Oslo, in words."""
    start, end = starts_at.astimezone(OSLO), ends_at.astimezone(OSLO)
    day = date_format(start, "l j. F Y")
    last = f"{end:%H.%M}" if end.date() == start.date() else f"{date_format(end, 'l j. F')} {end:%H.%M}"
    return _("%(day)s kl. %(from)s–%(to)s") % {"day": day, "from": f"{start:%H.%M}", "to": last}


def receipt(signup: Signup) -> None:
    """The answer to a sign-up: you have a place, confirm it, or you are on the list."""
    with translation.override(signup.language):
        if signup.must_confirm:
            _send(signup, "event_receipt", "receipt", *_to_confirm(signup))
        elif signup.waiting_since:
            _send(signup, "event_receipt", "receipt", *_on_the_list(signup))
        else:
            subject, pieces = _place_of(signup)
            _send(signup, "event_receipt", "receipt", subject, pieces, method=ics.REQUEST)
            _stream_if_late(signup)


def confirm(signup: Signup) -> None:
    """You have a place: after an accepted offer, a confirmed address or a switch. The calendar entry follows."""
    with translation.override(signup.language):
        subject, pieces = _place_of(signup)
        once = f"confirmed:{signup.revision}:{signup.offers}"
        _send(signup, "event_confirmed", once, subject, pieces, method=ics.REQUEST)
        _stream_if_late(signup)


def known_already(signup: Signup) -> None:
    """Somebody signed up with an address that has a place: send the link again, once an hour at most."""
    with translation.override(signup.language):
        subject = _("Du er allerede påmeldt: %(title)s") % _words(signup.event)
        pieces: list[Piece] = [
            _hello(signup),
            _("Vi fikk en ny påmelding med e-postadressen din. Du står allerede på lista, så ingenting er endret."),
            (_("Se eller endre plassen din"), links.place(signup)),
        ]
        _send(signup, "event_receipt", f"known:{timezone.now():%Y%m%d%H}", subject, pieces)


def offer(signup: Signup, seating: Seating) -> None:
    """There is a free place; answer before the time."""
    with translation.override(signup.language):
        room = seating.mode == Seating.Mode.ROOM
        words = _words(signup.event) | {"until": moment(signup.offer_expires_at)}
        pieces: list[Piece] = [
            _hello(signup),
            (
                _("Nå er det en ledig plass til deg i salen på «%(title)s».")
                if room
                else _("Nå er det en ledig plass til deg på nett på «%(title)s».")
            )
            % words,
            words["when"],
            _("Plassen er din om du svarer innen %(until)s. Etter det går den til neste på lista.") % words,
            (_("Svar ja eller nei"), links.place(signup)),
        ]
        if signup.confirmed_at:
            pieces.append(_("Du har plassen din på nett til du har svart."))
        _send(signup, "event_offer", f"offer:{signup.offers}", _("Ledig plass: %(title)s") % words, pieces)


def offer_ran_out(signup: Signup) -> None:
    """The time to answer went by."""
    with translation.override(signup.language):
        words = _words(signup.event)
        stays = signup.confirmed_at is not None
        pieces: list[Piece] = [
            _hello(signup),
            _("Vi hørte ikke fra deg, så plassen er gitt videre til neste på lista."),
            _("Du har fortsatt plassen din på nett.") if stays else _("Vil du likevel komme, meld deg på igjen."),
            (_("Se plassen din"), links.place(signup)) if stays else (_("Til påmeldingen"), links.event(signup.event)),
        ]
        subject = _("Plassen er gitt videre: %(title)s") % words
        _send(signup, "event_offer_ended", f"offer_ended:{signup.offers}", subject, pieces)


def cancelled_by_self(signup: Signup, was_confirmed: bool) -> None:
    """You are off the list; the calendar entry goes away."""
    with translation.override(signup.language):
        pieces: list[Piece] = [
            _hello(signup),
            _("Du er meldt av «%(title)s». Takk for at du sa fra, så en annen kan få plassen.") % _words(signup.event),
            (_("Ombestemmer du deg, kan du melde deg på her"), links.event(signup.event)),
        ]
        method = ics.CANCEL if was_confirmed else ""
        subject = _("Du er meldt av: %(title)s") % _words(signup.event)
        _send(signup, "event_left", f"left:{signup.revision}", subject, pieces, method=method)


def signed_up_by_leader(signup: Signup, leader: str) -> None:
    """A leader signed one up: here is the place, and how to leave it."""
    with translation.override(signup.language):
        subject, pieces = _on_the_list(signup) if signup.waiting_since else _place_of(signup)
        pieces.insert(1, _("%(leader)s har meldt deg på.") % {"leader": leader})
        method = "" if signup.waiting_since else ics.REQUEST
        _send(signup, "event_receipt", "receipt", subject, pieces, method=method)


def tell_moved(event: Event, change: EventChange, signups: Iterable[Signup]) -> int:
    """Everybody: it has a new time or place. The calendar entry moves by itself."""

    def write(signup: Signup):
        words = _words(event) | {"former": span(change.former_starts_at, change.former_ends_at)}
        pieces: list[Piece] = [
            _hello(signup),
            _("«%(title)s» er flyttet.") % words,
            _("Ny tid: %(when)s") % words,
            *([_("Sted: %(where)s") % words] if event.where else []),
            _("Før var det: %(former)s") % words,
            *([change.because] if change.because else []),
            _("Du beholder plassen din. Passer det ikke lenger, meld deg av så en annen kan komme.")
            if signup.confirmed_at
            else _("Du står fortsatt på lista."),
            (_("Se, bytt eller meld deg av"), links.place(signup)),
        ]
        return _("Flyttet: %(title)s") % words, pieces, ics.REQUEST if signup.confirmed_at else ""

    return send_all(signups, "event_moved", f"moved:{event.sequence}", write)


def tell_cancelled(event: Event, signups: Iterable[Signup]) -> int:
    """Everybody: it is off. The calendar entry goes away."""

    def write(signup: Signup):
        words = _words(event)
        pieces: list[Piece] = [
            _hello(signup),
            _("«%(title)s» %(when)s er dessverre avlyst.") % words,
            *([event.cancelled_because] if event.cancelled_because else []),
            _("Du trenger ikke gjøre noe. Navnet ditt og det du skrev, blir slettet."),
            (_("Les mer"), links.event(event)),
        ]
        return _("Avlyst: %(title)s") % words, pieces, ics.CANCEL if signup.confirmed_at else ""

    return send_all(signups, "event_off", "off", write)


def remind(event: Event, signups: Iterable[Signup]) -> int:
    """Those with a place: it is soon."""

    def write(signup: Signup):
        words = _words(event)
        room = signup.seating.mode == Seating.Mode.ROOM
        doors = _("Dørene åpner kl. %(doors)s.") % words if event.doors_at else ""
        pieces: list[Piece] = [
            _hello(signup),
            _("Snart er det «%(title)s»: %(when)s.") % words,
            *(
                filter(None, [_("Sted: %(where)s") % words if event.where else "", doors, event.food])
                if room
                else [_("Lenken til sendingen kommer i en egen e-post.")]
            ),
            _("Kan du ikke likevel? Gi plassen til en annen."),
            (_("Vis billett, bytt eller meld deg av"), links.place(signup)),
        ]
        return _("Snart: %(title)s") % words, pieces, ""

    return send_all(signups, "event_reminder", f"reminder:{event.sequence}", write)


def send_stream_links(event: Event, signups: Iterable[Signup]) -> int:
    """Stream people only: the personal link."""
    return send_all(signups, "event_stream", f"stream:{event.sequence}", _stream_mail)


def send_stream_link(signup: Signup) -> None:
    """One person's link, after a late sign-up or when an old link was taken back."""
    with translation.override(signup.language):
        subject, pieces, _method = _stream_mail(signup)
        once = f"stream:{signup.event.sequence}:{signup.stream_epoch}:{signup.revision}"
        _send(signup, "event_stream", once, subject, pieces)


def send_all(signups: Iterable[Signup], kind: str, once: str, write) -> int:
    """One statement for all; `write(signup)` gives subject, pieces and calendar method. Needs `event`."""
    rows = []
    for signup in signups:
        if signup.email:
            with translation.override(signup.language):
                subject, pieces, method = write(signup)
                rows.append(_mail(signup, kind, once, subject, pieces, method))
    return queue_mails(rows)


def moment(at: dt.datetime) -> str:
    """A day and a time in words."""
    local = at.astimezone(OSLO)
    return _("%(day)s kl. %(time)s") % {"day": date_format(local, "l j. F"), "time": f"{local:%H.%M}"}


def _stream_if_late(signup: Signup) -> None:
    if signup.event.stream_mailed_at and signup.seating.mode == Seating.Mode.STREAM:
        send_stream_link(signup)


def _stream_mail(signup: Signup):
    words = _words(signup.event)
    pieces: list[Piece] = [
        _hello(signup),
        _("Her er lenken din til «%(title)s», %(when)s.") % words,
        (_("Gå til sendingen"), links.stream(signup)),
        _("Lenken er din egen. Vil en kollega se på, kan hun eller han melde seg på selv."),
    ]
    return _("Lenke til sendingen: %(title)s") % words, pieces, ""


def _to_confirm(signup: Signup) -> tuple[str, list[Piece]]:
    words = _words(signup.event) | {"until": moment(signup.offer_expires_at)}
    return _("Bekreft plassen din: %(title)s") % words, [
        _("Hei!"),
        _("Vi har holdt av en plass til deg på «%(title)s», %(when)s.") % words,
        _("Bekreft den innen %(until)s, så er den din.") % words,
        (_("Bekreft plassen"), links.place(signup)),
        _("Har du ikke meldt deg på? Da trenger du ikke gjøre noe. Plassen går videre av seg selv."),
    ]


def _on_the_list(signup: Signup) -> tuple[str, list[Piece]]:
    words = _words(signup.event)
    return _("Du står på venteliste: %(title)s") % words, [
        _hello(signup),
        _("Det er fullt på «%(title)s» akkurat nå. Du står på ventelista.") % words,
        words["when"],
        _("Blir det en ledig plass, får du en e-post med en frist for å svare."),
        (_("Se eller meld deg av ventelista"), links.place(signup)),
    ]


def _place_of(signup: Signup) -> tuple[str, list[Piece]]:
    event, words = signup.event, _words(signup.event)
    room = signup.seating.mode == Seating.Mode.ROOM
    doors = _("Dørene åpner kl. %(doors)s.") % words if event.doors_at else ""
    details = filter(None, [_("Sted: %(where)s") % words if event.where else "", doors, event.food])
    return _("Du er påmeldt: %(title)s") % words, [
        _hello(signup),
        (_("Du har plass i salen på «%(title)s».") if room else _("Du har plass på nett på «%(title)s».")) % words,
        _("Tid: %(when)s") % words,
        *(details if room else [_("Lenken til sendingen kommer i en egen e-post.")]),
        (_("Vis billett, bytt eller meld deg av"), links.place(signup)),
        _("Kalenderinvitasjonen er lagt ved. Den oppdaterer seg om noe endres."),
        _("Navnet ditt og det du har skrevet, slettes 14 dager etter arrangementet."),
    ]


def _words(event: Event) -> dict[str, str]:
    doors = f"{event.doors:%H.%M}" if event.doors else ""
    return {"title": event.title, "when": when(event), "where": event.where, "doors": doors}


def _hello(signup: Signup) -> str:
    first = signup.name.split(" ")[0][:40]
    return _("Hei, %(name)s!") % {"name": first} if first else _("Hei!")


def _send(signup: Signup, kind: str, once: str, subject: str, pieces: list[Piece], *, method: str = "") -> None:
    queue_mail(**_mail(signup, kind, once, subject, pieces, method))


def _mail(signup: Signup, kind: str, once: str, subject: str, pieces: list[Piece], method: str) -> dict:
    return plain_mail(signup.event, signup.email, subject, pieces) | {
        "once": f"events:{once}:{signup.key}",
        "calendar": ics.personal(signup, method) if method else "",
        "calendar_method": method,
        "kind": kind,
        "about": about(signup.event),
    }


def plain_mail(event: Event, to: str, subject: str, pieces: list[Piece]) -> dict:
    """What the outbox needs of a mail without calendar; the caller adds `once`, `kind` and `about`."""
    sender = event.organiser or event.organisation.name
    pieces = [*pieces, _("Vennlig hilsen") + "\n" + sender]
    return {
        "to": to,
        # A title that looks like an encoded word must not be read as one.
        "subject": " ".join(subject.replace("=?", "= ?").split()),
        "text": "\n\n".join(piece if isinstance(piece, str) else f"{piece[0]}:\n{piece[1]}" for piece in pieces) + "\n",
        "html": _html(pieces),
        "organisation": event.organisation_id,
    }


def _html(pieces: list[Piece]) -> str:
    body = format_html_join("\n", "<p>{}</p>", ((_html_piece(piece),) for piece in pieces))
    page = '<!doctype html>\n<html lang="{}"><body>\n{}\n</body></html>\n'
    return format_html(page, translation.get_language(), body)


def _html_piece(piece: Piece) -> str:
    """A paragraph, escaped and with its line breaks, or a link."""
    if isinstance(piece, str):
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in piece.split("\n")))
    return format_html('<a href="{}">{}</a>', piece[1], piece[0])
