"""Set up a channel, change it, open it, pause it, close it; and write down anew what is promised there."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.voices import content, figures
from tryggby.voices.models import Channel, DutyRoster, Promise, Tally, TruthTally
from tryggby.voices.refusal import Refused
from tryggby.voices.weekdays import day_words

FIELDS = ("name", "age_band", "languages", "face_pack", "takes", "reader", "reads_on", "answer_within", "least")


def faces_for(age_band: str) -> str:
    """The faces that suit an age: degrees of happiness for the young, who do not choose a sad face."""
    under = age_band == Channel.AgeBand.UNDER_13
    return Channel.FacePack.HAPPY if under else Channel.FacePack.FIVE


def least_of(age_band: str) -> int:
    """The lowest threshold for an age band."""
    under = age_band == Channel.AgeBand.UNDER_13
    return figures.LEAST_UNDER_13 if under else figures.LEAST


@transaction.atomic
def set_up_channel(*, by, unit=None, organisation=None, service=None, once: str | None = None, **fields) -> Channel:
    """A new channel for a unit, or for a whole service of an organisation. Raises Refused."""
    once_row = claim(once)
    if once_row is None:
        return Channel.objects.get(key=earlier(once or ""))
    if unit is not None:
        organisation, service = unit.organisation, unit.service
    channel = Channel(organisation=organisation, service=service, unit=unit, made_by=by)
    channel.face_pack = faces_for(fields.get("age_band", ""))
    _fill(channel, fields)
    channel.save()
    _promise(channel)
    record(by=by, verb="set_up_channel", of=channel, organisation=organisation)
    done(once_row, channel.key)
    return channel


@transaction.atomic
def change_channel(*, by, channel: Channel, **fields) -> Channel:
    """New settings. What is promised is written down anew when it changes. Raises Refused."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    has_answers = _has_answers(channel)
    if has_answers and fields.get("least", channel.least) < channel.least:
        raise Refused(_("Grensen kan ikke senkes etter at barn har svart. De fikk et løfte."), "least")
    if has_answers and fields.get("age_band", channel.age_band) != channel.age_band:
        raise Refused(_("Alderen kan ikke endres etter at barn har svart. Sett opp en ny kanal."), "age_band")
    _fill(channel, fields)
    channel.save()
    _promise(channel)
    record(by=by, verb="change_channel", of=channel, organisation=channel.organisation_id, fields=sorted(fields))
    return channel


@transaction.atomic
def open_channel(*, by, channel: Channel) -> Channel:
    """Take in answers, for the first time or again. Raises Refused."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    if channel.closed_at:
        raise Refused(_("Kanalen er lagt ned. Sett opp en ny."))
    if channel.question_set is None:
        raise Refused(_("Velg spørsmål først."))
    channel.opened_at = channel.opened_at or timezone.now()
    channel.paused_at, channel.paused_because = None, ""
    channel.save(update_fields=["opened_at", "paused_at", "paused_because"])
    record(by=by, verb="open_channel", of=channel, organisation=channel.organisation_id)
    return channel


@transaction.atomic
def pause_channel(*, by, channel: Channel, because: str = "") -> Channel:
    """Take in nothing for a while; the poster can hang where it is. Raises Refused."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    if channel.state != "open":
        raise Refused(_("Kanalen er ikke åpen."))
    channel.paused_at, channel.paused_because = timezone.now(), because[:200]
    channel.save(update_fields=["paused_at", "paused_because"])
    record(by=by, verb="pause_channel", of=channel, organisation=channel.organisation_id)
    return channel


@transaction.atomic
def close_channel(*, by, channel: Channel) -> Channel:
    """Close it for good; figures and advice stay."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    if not channel.closed_at:
        channel.closed_at = timezone.now()
        channel.save(update_fields=["closed_at"])
        record(by=by, verb="close_channel", of=channel, organisation=channel.organisation_id)
    return channel


def close_with_units() -> int:
    """Close the channels of units that are closed: nobody works there to read or answer. How many."""
    gone = Channel.objects.live().filter(unit__closed_on__lt=today()).order_by("pk")
    return len([close_channel(by=None, channel=channel) for channel in gone])


def unread_days(channel: Channel) -> list[int]:
    """Weekdays on which children are promised that somebody reads, and a roster that holds or will does not."""
    rosters = DutyRoster.objects.filter(channel=channel).live()
    return sorted({day for roster in rosters for day in channel.reads_on if day not in roster.days})


@transaction.atomic
def renew_promises() -> int:
    """Write down anew what is promised where our own words have changed since; returns for how many channels.

    Done at every start: children read what is stored, never anything newer or older.
    """
    return sum(_promise(channel) for channel in Channel.objects.live().select_for_update())


def _has_answers(channel: Channel) -> bool:
    """True when children have answered questions here, or said whether an answer from the adults is true."""
    if Tally.objects.filter(channel=channel).exists():
        return True
    here = {"unit": channel.unit_id} if channel.unit_id else {"channel": channel.pk}
    return TruthTally.objects.filter(**{f"reply__advice__{name}": value for name, value in here.items()}).exists()


def _fill(channel: Channel, fields: dict) -> None:
    """Put settings on a channel. Raises Refused where they break a promise."""
    for name in FIELDS:
        if name in fields:
            setattr(channel, name, fields[name])
    channel.languages = [code for code in channel.languages if code in content.flows()]
    channel.reads_on = sorted({int(day) for day in channel.reads_on if 0 <= int(day) <= 6})
    if not channel.languages:
        raise Refused(_("Velg minst ett språk."), "languages")
    if not channel.reads_on:
        raise Refused(_("Velg minst én lesedag."), "reads_on")
    if channel.pk and (unread := unread_days(channel)):
        raise Refused(
            _("Vakta leser ikke %(days)s. Sett opp en vakt som gjør det, før barna får løftet.")
            % {"days": day_words(unread)},
            "reads_on",
        )
    least = least_of(channel.age_band)
    channel.least = max(channel.least or 0, least) if "least" not in fields else channel.least
    if channel.least < least:
        raise Refused(_("Tall kan ikke vises før minst %(n)d barn har svart.") % {"n": least}, "least")


def _promise(channel: Channel) -> bool:
    """Write down what is promised from now on, when it differs from the last; True when it did."""
    last = channel.promise
    fresh = Promise(
        channel=channel,
        number=last.number + 1 if last else 1,
        standard=content.flow(content.FIRST).words["promise"]["version"],
        reader=channel.reader,
        reads_on=channel.reads_on,
        answer_within=channel.answer_within,
        words={code: promise_steps(channel, content.flow(code)) for code in channel.languages},
    )
    if last is not None and last.words == fresh.words:
        return False
    fresh.save()
    return True


def promise_steps(channel: Channel, flow: content.Flow) -> list[dict[str, str]]:
    """The promise in small steps, in one language, with the channel's own facts."""
    words = flow.words["promise"]
    facts = {
        "place": channel.name,
        "reader": channel.reader,
        "days": flow.days(channel.reads_on),
        "within": channel.answer_within,
        "least": channel.least,
    }
    steps = [{name: text.format(**facts) for name, text in step.items()} for step in words["steps"]]
    if channel.takes != Channel.Takes.NOTHING:
        steps[-1]["note"] = words["text_note"].format(**facts)
    return steps
