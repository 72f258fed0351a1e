"""The mails of the room: plain words, one thing to do. What a stranger wrote is never mailed on."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.events.door import CANCEL, REQUEST, CalendarEntry, calendar_entry
from tryggby.ground.door import OSLO
from tryggby.organisations.door import Appointment, Role
from tryggby.outbox.door import queue_mail
from tryggby.outreach import tokens
from tryggby.outreach.models import DialogueMeeting, MeetingPromise, OutreachDay
from tryggby.people.door import Person
from tryggby.ui.door import date_format

READERS = (Role.COORDINATOR, Role.NETWORK_COORDINATOR)


def about_day(day: OutreachDay) -> str:
    """What the outbox calls the day."""
    return f"outreach:{day.key}"


def span(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """«torsdag 10. desember 2026 kl. 09.00–10.00» in the active language."""
    start, end = starts_at.astimezone(OSLO), ends_at.astimezone(OSLO)
    words = {"day": date_format(start, "l j. F Y"), "from": f"{start:%H.%M}", "to": f"{end:%H.%M}"}
    return _("%(day)s kl. %(from)s–%(to)s") % words


def receipt(day: OutreachDay) -> None:
    """To whoever asked: it has come, and where to follow it."""
    with translation.override(day.language):
        pieces = [
            _("Takk. Vi har fått ønsket ditt, og svarer som regel innen en uke."),
            _("Se hvor langt vi er kommet, eller trekk det tilbake: %(url)s") % {"url": tokens.link(day, tokens.OWN)},
            _("Har du ikke spurt oss om noe? Da har noen brukt adressen din. Du trenger ikke gjøre noe."),
        ]
        _to_asker(day, "receipt", _("Vi har fått ønsket ditt"), pieces)


def tell_hosts(day: OutreachDay) -> None:
    """To those who plan: something waits. Nothing of what was written."""
    for person in _hosts(day):
        with translation.override(person.language):
            url = _page("outreach:day", day.key)
            pieces = [_("Noen har bedt om en oppvekstdag, et foredrag eller et besøk."), _("Les og svar: %s") % url]
            _send(f"asked:{day.key}:{person.key}", person.email, _("Et nytt ønske om oppvekstdag"), pieces, day)


def tell_hosts_it_is_off(day: OutreachDay) -> None:
    """To those who plan: whoever asked took it back, so that nobody from here sets out."""
    for person in _hosts(day):
        with translation.override(person.language):
            pieces = [_("Den som ba om en oppvekstdag, et foredrag eller et besøk, har trukket ønsket tilbake.")]
            if day.starts_at and day.ends_at:
                when = {"when": span(day.starts_at, day.ends_at)}
                pieces.append(_("Det var planlagt %(when)s. Si fra til dem som skulle vært med fra dere.") % when)
            pieces.append(_("Se ønsket: %s") % _page("outreach:day", day.key))
            subject = _("Et ønske om oppvekstdag er trukket tilbake")
            _send(f"back:{day.key}:{person.key}", person.email, subject, pieces, day)


def planned(day: OutreachDay) -> None:
    """To whoever asked: day, place and who comes. The calendar entry follows every change."""
    assert day.starts_at and day.ends_at
    with translation.override(day.language):
        url = tokens.link(day, tokens.OWN)
        words = {"when": span(day.starts_at, day.ends_at), "place": day.place, "who": day.who, "url": url}
        pieces = [_("Da har vi en dag: %(when)s, %(place)s.") % words]
        if day.who:
            pieces.append((_("Dere møter %(who)s.") if _is_visit(day) else _("Fra oss kommer %(who)s.")) % words)
        pieces.append(_("Passer det ikke likevel, trekk ønsket tilbake her: %(url)s") % words)
        entry = calendar_entry(_entry(day), method=REQUEST, email=day.email)
        _to_asker(day, f"planned:{day.sequence}", _("Vi har planlagt dagen"), pieces, entry, REQUEST)


def closed(day: OutreachDay, text: str, was_planned: bool) -> None:
    """To whoever asked: not this time, or it is off."""
    with translation.override(day.language):
        off = day.ending == OutreachDay.Ending.CANCELLED
        first = _("Vi må dessverre avlyse.") if off else _("Vi får det dessverre ikke til denne gangen.")
        if day.ending == OutreachDay.Ending.WITHDRAWN:
            first = _("Ønsket ditt er trukket tilbake. Takk for at du sa fra.")
        entry = calendar_entry(_entry(day), method=CANCEL, email=day.email) if was_planned else ""
        subject = _("Om ønsket ditt til oss")
        _to_asker(day, "closed", subject, [first, *([text] if text else [])], entry, CANCEL if was_planned else "")


def ask_opinion(day: OutreachDay) -> None:
    """To whoever asked: three questions, to pass on to everybody who was there."""
    with translation.override(day.language):
        url = tokens.link(day, tokens.ANSWERS)
        thanks = _("Takk for at dere kom.") if _is_visit(day) else _("Takk for at vi fikk komme.")
        pieces = [
            f"{thanks} {_('Send gjerne denne lenka til alle som var med:')}",
            url,
            _("Det er tre spørsmål, uten navn. De er åpne i ti dager."),
        ]
        _to_asker(day, "opinion", _("Hva syntes dere?"), pieces)


def invite(meeting: DialogueMeeting, person, *, method: str = REQUEST) -> None:
    """To a leader: the meeting with its calendar entry; again when it moves, when it is off, or the invitation is."""
    with translation.override(person.language):
        words = {"title": meeting.title, "when": span(meeting.starts_at, meeting.ends_at), "place": meeting.place}
        if method == CANCEL and meeting.is_open:
            subject = _("Du er ikke lenger invitert: %(title)s") % words
            pieces = [_("Innkallingen til dialogmøtet %(when)s er trukket tilbake. Møtet holdes uten deg.") % words]
        elif method == CANCEL:
            subject, pieces = _("Avlyst: %(title)s") % words, [_("Dialogmøtet %(when)s er avlyst.") % words]
        else:
            subject = _("Dialogmøte: %(title)s") % words
            pieces = [
                _("Du er invitert til å møte unge rådgivere %(when)s, %(place)s.") % words,
                _("De gir råd. Spør aldri om hva de har opplevd. Ta med noe du kan love, og en dato."),
                _("Les sakene her: %s") % _page("outreach:meeting", meeting.key),
            ]
        entry = CalendarEntry(
            uid=f"dialogmote-{meeting.key}@tryggby",
            sequence=meeting.sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            title=_("Dialogmøte: %(title)s") % words,
            where=meeting.place,
            organiser=meeting.organisation.name,
        )
        queue_mail(
            once=f"dialogue:{method}:{meeting.sequence}:{meeting.key}:{person.key}",
            to=person.email,
            subject=_line(subject),
            text=_text(pieces, meeting.organisation.name),
            calendar=calendar_entry(entry, method=method, email=person.email),
            calendar_method=method,
            kind="dialogue_invitation",
            about=f"dialogue:{meeting.key}",
            organisation=meeting.organisation_id,
        )


def remind(promise: MeetingPromise) -> None:
    """To the owner, a week before: this is what you said."""
    said = gettext_lazy("På dialogmøtet «%(title)s» lovet du: %(text)s")
    _tell_owner(
        promise, f"promise:{promise.key}:{promise.due_on:%Y%m%d}", gettext_lazy("Det du lovet de unge rådgiverne"), said
    )


def hand_over(promise: MeetingPromise) -> None:
    """To the new owner of a promise: what it is, and by when."""
    assert promise.owner is not None
    once = f"handed:{promise.key}:{promise.owner.key}:{timezone.now():%Y%m%d}"
    said = gettext_lazy("Du passer nå på et løfte fra dialogmøtet «%(title)s»: %(text)s")
    _tell_owner(promise, once, gettext_lazy("Et løfte til de unge rådgiverne er ditt nå"), said)


def _tell_owner(promise: MeetingPromise, once: str, subject, said) -> None:
    """One mail to the owner, in the owner's language: what is said first, the date, and where to answer."""
    person, meeting = promise.owner, promise.meeting
    assert person is not None
    with translation.override(person.language):
        words = {"title": meeting.title, "day": date_format(promise.due_on, "j. F"), "text": promise.text}
        pieces = [
            str(said) % words,
            _("Fristen er %(day)s. Fortell hva som ble gjort, eller gi løftet ny frist: %(url)s")
            % (words | {"url": _page("outreach:promise", promise.key)}),
        ]
        queue_mail(
            once=f"dialogue:{once}",
            to=person.email,
            subject=str(subject),
            text=_text(pieces, meeting.organisation.name),
            kind="dialogue_promise",
            about=f"dialogue:{meeting.key}",
            organisation=meeting.organisation_id,
        )


def _is_visit(day: OutreachDay) -> bool:
    """They come to us, not we to them."""
    return day.kind == OutreachDay.Kind.VISIT


def _hosts(day: OutreachDay):
    people = Appointment.objects.current().filter(organisation=day.organisation, role__in=READERS)
    return Person.objects.active().filter(pk__in=people.values("person")).order_by("pk")


def _entry(day: OutreachDay) -> CalendarEntry:
    assert day.starts_at and day.ends_at
    return CalendarEntry(
        uid=f"oppvekstdag-{day.key}@tryggby",
        sequence=day.sequence,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        title=f"{day.get_kind_display()} – {day.organisation.name}",
        text=day.who,
        where=day.place,
        url=tokens.link(day, tokens.OWN),
        organiser=day.organisation.name,
        answer="ACCEPTED",
    )


def _to_asker(day: OutreachDay, once: str, subject: str, pieces: list[str], calendar="", method="") -> None:
    _send(f"{once}:{day.key}", day.email, subject, pieces, day, calendar, method)


def _send(once: str, to: str, subject: str, pieces: list[str], day: OutreachDay, calendar="", method="") -> None:
    queue_mail(
        once=f"outreach:{once}",
        to=to,
        subject=_line(subject),
        text=_text(pieces, day.organisation.name),
        calendar=calendar,
        calendar_method=method,
        kind="outreach",
        about=about_day(day),
        organisation=day.organisation_id,
    )


def _text(pieces: list[str], owner: str) -> str:
    return "\n\n".join([_("Hei,"), *pieces, _("Vennlig hilsen") + "\n" + owner]) + "\n"


def _line(subject: str) -> str:
    """On one line; a title that looks like an encoded word must not be read as one."""
    return " ".join(subject.replace("=?", "= ?").split())


def _page(name: str, key: str) -> str:
    return settings.BASE_URL + reverse(name, args=[key])
