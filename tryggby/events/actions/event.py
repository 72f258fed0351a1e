"""Make an event, change its words and programme, announce it, close it, put it away."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.events import words
from tryggby.events.actions.kept import refuse_kept
from tryggby.events.actions.seating import open_seating
from tryggby.events.models import AudienceTag, Event, Seating, Series, Slot
from tryggby.events.refusal import Refused
from tryggby.ground.door import OSLO, claim, done, earlier, new_key

# Fields of one line and of several; times and place of an announced event change by `move_event` only.
LINES = ("title", "lead", "food", "organiser", "partners", "funding", "contact", "map_url", "stream_url")
TEXTS = ("body", "access_info", "filming_text")
PLACE = ("place", "address")
PLAIN = ("kind", "asks", "reminder_at", "stream_mail_at", "closes_at", "recording_by")


@transaction.atomic
def create_event(
    *,
    by,
    organisation,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    room_places: int | None = None,
    stream: bool = False,
    stream_places: int | None = None,
    doors_at: dt.datetime | None = None,
    audiences: Iterable[str] = (),
    slots: Iterable[dict] = (),
    series: str = "",
    first_run: Event | None = None,
    once: str | None = None,
    **fields,
) -> Event:
    """A draft. `fields` are those of LINES, TEXTS, PLACE and PLAIN; `slots` as in `set_programme`.

    The reminder is set to a day before and the stream link to two hours before, unless given.
    """
    once_row = claim(once)
    if once_row is None:
        return Event.objects.get(key=earlier(once or ""))
    event = Event(organisation=organisation, starts_at=starts_at, ends_at=ends_at, doors_at=doors_at)
    _write(event, fields)
    _check_times(event)
    event.reminder_at = event.reminder_at or starts_at - dt.timedelta(days=1)
    event.stream_mail_at = event.stream_mail_at or starts_at - dt.timedelta(hours=2)
    event.series = _series(organisation, series)
    if first_run:
        event.first_run = first_run
        event.run = 2 + Event.objects.filter(first_run=first_run).count()
    event.key = new_key()
    event.slug = _free_slug(event)
    event.save()
    if room_places:
        open_seating(event, Seating.Mode.ROOM, room_places)
    if stream:
        open_seating(event, Seating.Mode.STREAM, stream_places)
    _set_audiences(event, audiences)
    _set_slots(event, slots)
    record(by=by, verb="create_event", of=event, organisation=organisation, starts_at=starts_at.isoformat())
    done(once_row, event.key)
    return event


@transaction.atomic
def edit_event(
    *, by, event: Event, audiences: Iterable[str] | None = None, series: str | None = None, **fields
) -> Event:
    """Change words and settings. Of a draft also the time and the place; an announced event is moved instead."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if any(name in fields for name in (*PLACE, "title", "starts_at", "ends_at", "doors_at")):
        refuse_kept(event)
    if event.published_at and any(name in fields for name in (*PLACE, "starts_at", "ends_at", "doors_at")):
        raise Refused(_("Arrangementet er kunngjort. Flytt det for å endre tid eller sted, så får alle beskjed."))
    before = (event.title, event.lead, event.stream_url)
    _write(event, fields)
    for name in ("starts_at", "ends_at", "doors_at"):
        if name in fields:
            setattr(event, name, fields[name])
    _check_times(event)
    if series is not None:
        event.series = _series(event.organisation, series)
    if event.published_at and before != (event.title, event.lead, event.stream_url):
        event.sequence += 1
    event.changed_at = timezone.now()
    event.save()
    if audiences is not None:
        _set_audiences(event, audiences)
    record(by=by, verb="edit_event", of=event, organisation=event.organisation_id, fields=sorted(fields))
    return event


@transaction.atomic
def set_programme(*, by, event: Event, slots: Iterable[dict]) -> Event:
    """Replace the programme. Each slot: `starts_at`, `minutes`, `title` · `speaker`, `role`, `organisation`."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    _set_slots(event, slots)
    event.changed_at = timezone.now()
    event.save(update_fields=["changed_at"])
    record(by=by, verb="set_programme", of=event, organisation=event.organisation_id, slots=event.slots.count())
    return event


@transaction.atomic
def publish_event(*, by, event: Event) -> Event:
    """Announce it: the page opens and people can sign up. A second time changes nothing."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.published_at:
        return event
    if event.starts_at <= timezone.now():
        raise Refused(_("Starttiden er passert. Sett en tid fram i tid før du kunngjør."))
    if not event.seatings.exists():
        raise Refused(_("Sett av plasser i salen eller på nett før du kunngjør."))
    event.published_at = event.changed_at = timezone.now()
    event.save(update_fields=["published_at", "changed_at"])
    record(by=by, verb="publish_event", of=event, organisation=event.organisation_id)
    return event


@transaction.atomic
def archive_event(*, by, event: Event) -> Event:
    """Take the public page down. Counts and receipts stay."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not event.is_over and not event.cancelled_at:
        raise Refused(_("Vent til arrangementet er over, eller avlys det."))
    if not event.archived_at:
        event.archived_at = timezone.now()
        event.save(update_fields=["archived_at"])
        record(by=by, verb="archive_event", of=event, organisation=event.organisation_id)
    return event


def close_past_events(now=None) -> int:
    """Mark what is over as held; returns how many."""
    over = Event.objects.past(now).filter(published_at__isnull=False, cancelled_at__isnull=True, held_at__isnull=True)
    return over.update(held_at=now or timezone.now())


def _write(event: Event, fields: dict) -> None:
    for name in (*LINES, *PLACE):
        if name in fields:
            setattr(event, name, words.line(fields[name] or ""))
    for name in TEXTS:
        if name in fields:
            setattr(event, name, words.paragraphs(fields[name] or ""))
    for name in PLAIN:
        if name in fields:
            setattr(event, name, fields[name])


def _check_times(event: Event) -> None:
    if event.ends_at <= event.starts_at:
        raise Refused(_("Slutten må være etter starten."), "ends")
    if event.doors_at and event.doors_at > event.starts_at:
        raise Refused(_("Dørene må åpne før det starter."), "doors")


def _series(organisation, title: str) -> Series | None:
    title = words.line(title or "")
    return Series.objects.get_or_create(organisation=organisation, title=title)[0] if title else None


def _free_slug(event: Event) -> str:
    """A readable address with the month; a taken one gets the event's key."""
    plain = event.title.lower().translate(str.maketrans("øåæ", "oaa"))
    start = event.starts_at.astimezone(OSLO)
    slug = f"{slugify(plain)[:55].strip('-') or 'arrangement'}-{start:%Y-%m}"
    return f"{slug}-{event.key}" if Event.objects.filter(slug=slug).exists() else slug


def _set_audiences(event: Event, groups: Iterable[str]) -> None:
    event.audiences.all().delete()
    AudienceTag.objects.bulk_create([AudienceTag(event=event, group=group) for group in groups])


def _set_slots(event: Event, slots: Iterable[dict]) -> None:
    event.slots.all().delete()
    tidy = [{name: words.line(value) if isinstance(value, str) else value for name, value in s.items()} for s in slots]
    Slot.objects.bulk_create([Slot(event=event, **slot) for slot in tidy])
