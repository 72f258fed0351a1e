"""Who is on duty: set it, end it, let new readers in and former ones out."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.organisations.door import Membership
from tryggby.sealing.door import Envelope, OpenedKey, ReadingKey, current_key, grant, revoke
from tryggby.voices import duty_mails
from tryggby.voices.actions.thread import start_thread
from tryggby.voices.hours import on_duty, roster_on
from tryggby.voices.models import Channel, DutyRoster, Escalation
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import help_is_open, keys_of_duty, works_here
from tryggby.voices.weekdays import day_words

# How often the clock is exercised, in days.
PRACTISE_EVERY = 28
# So long before a gap in the roster its leader is told.
NOTICE = dt.timedelta(days=7)


@transaction.atomic
def set_duty(
    *,
    by,
    channel: Channel,
    reader,
    backup,
    leader,
    since: dt.date,
    until: dt.date | None,
    days: list[int],
    opens: dt.time,
    closes: dt.time,
    once: str | None = None,
) -> DutyRoster:
    """Name reader, backup and leader for a period. A newer roster stands before an older one on the same day."""
    row = claim(once)
    if row is None:
        return DutyRoster.objects.get(key=earlier(once or ""))
    if len({reader.pk, backup.pk, leader.pk}) < 3:
        raise Refused(_("Velg tre forskjellige personer."), "backup")
    if not days:
        raise Refused(_("Velg minst én lesedag."), "days")
    promised = sorted(set(channel.reads_on) - set(days))
    if promised:
        raise Refused(
            _("Barna er lovet at noen leser %(days)s. Ta med de dagene, eller gi barna et nytt løfte i kanalen først.")
            % {"days": day_words(promised)},
            "days",
        )
    if closes <= opens:
        raise Refused(_("Slutten må være etter starten."), "closes")
    if until and until < max(since, today()):
        raise Refused(_("Siste dag er før den første, eller allerede over."), "until")
    roster = DutyRoster.objects.create(
        channel=channel,
        reader=reader,
        backup=backup,
        leader=leader,
        since=since,
        until=until,
        days=sorted(set(days)),
        opens=opens,
        closes=closes,
        made_by=by,
    )
    record(by=by, verb="set_duty", of=roster, organisation=channel.organisation_id, since=str(since))
    done(row, roster.key)
    return roster


@transaction.atomic
def end_duty(*, by, roster: DutyRoster) -> None:
    """End a roster with yesterday, and take access from whoever no longer reads here. Raises Refused when texts that
    are kept could then be opened by nobody: let the new reader open the desk first."""
    DutyRoster.objects.select_for_update().get(pk=roster.pk)
    yesterday = today() - dt.timedelta(days=1)
    if roster.since > yesterday:
        roster.delete()
    else:
        roster.until = yesterday
        roster.save(update_fields=["until"])
    staying = {number for row in _live(roster.channel) for number in row.people}
    for person in (roster.reader, roster.backup, roster.leader):
        key = current_key(person)
        if person.pk not in staying and key is not None:
            _let_out(roster.channel, key, staying)
    record(by=by, verb="end_duty", of=roster.channel, organisation=roster.channel.organisation_id)


def let_in(*, by, channel: Channel, opened: OpenedKey) -> int:
    """Give those who have duty, or will while texts are kept, whatever `opened` can open of this channel; how many were
    new. Whoever can open them may do this, also when their own duty is over: it gives to those on duty alone."""
    keys = [key for key in keys_of_duty(channel) if key.pk != opened.reading_key.pk]
    kept = kept_of(channel)
    new = 0
    for key in keys:
        missing = kept.filter(wraps__reading_key=opened.reading_key).exclude(wraps__reading_key=key)
        with transaction.atomic():
            given = grant(missing, to=key, opened=opened)
            if given:
                record(by=by, verb="let_reader_in", of=channel, organisation=channel.organisation_id, texts=given)
        new += given
    return new


def to_share(reading_key: ReadingKey) -> int:
    """How many texts the key opens, and somebody who has duty there or will have it does not. One query."""
    named = Q(reader=OuterRef("person")) | Q(backup=OuterRef("person")) | Q(leader=OuterRef("person"))
    works = Membership.objects.current().filter(
        person=OuterRef(OuterRef("person")), unit__organisation=OuterRef("channel__organisation")
    )
    rosters = DutyRoster.objects.while_kept(today()).filter(
        named, Exists(works), channel__key=OuterRef(OuterRef("channel"))
    )
    without = ReadingKey.objects.current().filter(person__left_at__isnull=True).exclude(wraps__envelope=OuterRef("pk"))
    mine = Envelope.objects.filter(purpose__startswith="voices.", wraps__reading_key=reading_key)
    return mine.filter(Exists(without.filter(Exists(rosters)))).count()


def take_access_back() -> int:
    """Whoever has no duty at a channel any more opens none of its texts, from the day it is over; how many texts.

    A text that nobody with duty can open is left to those who can, so that they can share it first.
    """
    taken = 0
    for channel in Channel.objects.filter(
        key__in=Envelope.objects.filter(purpose__startswith="voices.").values("channel")
    ):
        staying = _staying_keys(channel)
        others = ReadingKey.objects.filter(wraps__envelope__in=kept_of(channel)).exclude(pk__in=staying).distinct()
        safe = kept_of(channel).filter(wraps__reading_key__in=staying)
        for key in others:
            taken += _take_back(channel, key, safe)
    return taken


def tell_of_gaps() -> int:
    """Tell the leader of every duty that ends within a week with nobody after it; once each. How many."""
    soon = DutyRoster.objects.filter(channel__in=Channel.objects.open(), until__range=(today(), today() + NOTICE))
    told = 0
    for roster in soon.select_related("channel", "leader").order_by("pk"):
        last = roster.until or today()
        if roster_on(roster.channel, last + dt.timedelta(days=1)) is None:
            duty_mails.tell_running_out(roster)
            told += 1
    return told


def practise(now: dt.datetime | None = None) -> list[Escalation]:
    """Start this month's practice with a made-up message wherever it is due and somebody is on duty now."""
    now = now or timezone.now()
    begun = []
    for channel in Channel.objects.open():
        if _practised(channel) or not on_duty(roster_on(channel, today()), now) or not help_is_open(channel, now):
            continue
        thread, _code = start_thread(
            channel=channel,
            text=str(_("Dette er en øvelse. Ingen barn har skrevet dette. Ta den, svar som du ville gjort, og lukk.")),
            once=f"practice {channel.key} {today()} {now.timestamp()}",
            practice_on=today(),
        )
        begun += list(thread.escalations.all())
    return begun


def _practised(channel: Channel) -> bool:
    since = today() - dt.timedelta(days=PRACTISE_EVERY)
    return channel.escalations.filter(reason=Escalation.Reason.PRACTICE, started_on__gt=since).exists()


def kept_of(channel: Channel):
    """The envelopes of a channel's texts."""
    return Envelope.objects.filter(channel=channel.key, purpose__startswith="voices.")


def _live(channel: Channel):
    return DutyRoster.objects.filter(channel=channel).live()


def _staying_keys(channel: Channel):
    people = {number for roster in _live(channel) for number in roster.people}
    return ReadingKey.objects.current().filter(person__in=people).filter(person__in=works_here(channel))


@transaction.atomic
def _take_back(channel: Channel, key: ReadingKey, envelopes) -> int:
    number = revoke(key, envelopes=envelopes.values("pk"))
    if number:
        record(by=None, verb="revoke_reading", of=channel, organisation=channel.organisation_id)
    return number


def _let_out(channel: Channel, key: ReadingKey, staying: set[int]) -> None:
    kept = Envelope.objects.filter(channel=channel.key, wraps__reading_key=key)
    others = ReadingKey.objects.current().filter(person__in=staying).filter(person__in=works_here(channel))
    if kept.exclude(wraps__reading_key__in=others).exists():
        raise Refused(
            _("Det ligger tekster her som da ingen kunne åpnet. La den nye leseren få tilgang først, på siden Vakta.")
        )
    if revoke(key, channel=channel.key):
        record(by=None, verb="revoke_reading", of=channel, organisation=channel.organisation_id)
