"""Advice: gathered in a room or by a reader, answered by the leader, shown to everybody when two have read it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, today
from tryggby.voices.models import Advice, AdviceReply, Band, RoomTalk
from tryggby.voices.refusal import Refused
from tryggby.voices.signals import advice_withdrawn
from tryggby.voices.weeks import week_of

# Advice from a room is answered within so many days; from a channel as that channel promises.
ANSWER_WITHIN = 14


@transaction.atomic
def note_talk(*, by, unit, advice: list[dict], once: str | None = None, **talk) -> RoomTalk:
    """A talk with children in a room, with the advice that came of it (`theme`, `paraphrase` each). Raises Refused."""
    once_row = claim(once)
    if once_row is None:
        return RoomTalk.objects.get(key=earlier(once or ""))
    if talk["held_on"] > today():
        raise Refused(_("Datoen kan ikke være fram i tid."), "held_on")
    made = RoomTalk.objects.create(organisation=unit.organisation, service=unit.service, unit=unit, made_by=by, **talk)
    for row in advice:
        _write(
            by=by,
            organisation=unit.organisation,
            service=unit.service,
            unit=unit,
            talk=made,
            age_band=made.age_band,
            band=_band(made.children),
            since=week_of(made.held_on),
            until=week_of(made.held_on) + dt.timedelta(days=6),
            due_on=today() + dt.timedelta(days=ANSWER_WITHIN),
            **row,
        )
    record(by=by, verb="note_talk", of=made, organisation=unit.organisation, advice=len(advice))
    done(once_row, made.key)
    return made


@transaction.atomic
def write_advice(
    *, by, channel, theme: str, paraphrase: str, band: str, since: dt.date, until: dt.date, once: str | None = None
) -> Advice:
    """What the reader of a channel makes of children's own words; those stay where they are."""
    once_row = claim(once)
    if once_row is None:
        return Advice.objects.get(key=earlier(once or ""))
    made = _write(
        by=by,
        organisation=channel.organisation,
        service=channel.service,
        unit=channel.unit,
        channel=channel,
        age_band=channel.age_band,
        theme=theme,
        paraphrase=paraphrase,
        band=band,
        since=week_of(since),
        until=week_of(until) + dt.timedelta(days=6),
        due_on=today() + dt.timedelta(days=channel.answer_within),
    )
    done(once_row, made.key)
    return made


@transaction.atomic
def reply_to_advice(
    *, by, advice: Advice, state: str, text: str, owner: str, due_on: dt.date | None = None, once: str | None = None
) -> AdviceReply:
    """Answer the children: heard, trying, done, or cannot and why. Raises Refused."""
    once_row = claim(once)
    if once_row is None:
        return AdviceReply.objects.get(pk=earlier(once or ""))
    Advice.objects.select_for_update().get(pk=advice.pk)
    if advice.withdrawn_at:
        raise Refused(_("Rådet er trukket tilbake."))
    if state == AdviceReply.State.TRYING and not due_on:
        raise Refused(_("Skriv når dere skal ha prøvd det. Barna får se datoen."), "due_on")
    made = AdviceReply.objects.create(advice=advice, state=state, text=text, owner=owner, due_on=due_on, by=by)
    record(by=by, verb="reply_to_advice", of=advice, organisation=advice.organisation_id, state=state)
    done(once_row, str(made.pk))
    return made


@transaction.atomic
def publish_advice(*, by, advice: Advice) -> Advice:
    """Show it to everybody: when another person has read the wording, and there is an answer. Raises Refused."""
    advice = Advice.objects.select_for_update().get(pk=advice.pk)
    if advice.published_at:
        return advice
    if advice.made_by_id == by.pk:
        raise Refused(_("En annen enn den som skrev rådet, må lese det før alle får se det."))
    if not advice.replies.exists():
        raise Refused(_("Svar på rådet først. Barna skal se hva dere gjør."))
    advice.published_at, advice.published_by = timezone.now(), by
    advice.save(update_fields=["published_at", "published_by"])
    record(by=by, verb="publish_advice", of=advice, organisation=advice.organisation_id)
    return advice


@transaction.atomic
def withdraw_advice(*, by, advice: Advice) -> Advice:
    """Take it away from everybody's page and the leader's list: it names somebody, or was written by mistake."""
    advice = Advice.objects.select_for_update().get(pk=advice.pk)
    if not advice.withdrawn_at:
        advice.withdrawn_at = timezone.now()
        advice.save(update_fields=["withdrawn_at"])
        record(by=by, verb="withdraw_advice", of=advice, organisation=advice.organisation_id)
        advice_withdrawn.send(sender=Advice, advice=advice)
    return advice


def _write(*, by, **fields) -> Advice:
    made = Advice.objects.create(made_by=by, **fields)
    record(by=by, verb="write_advice", of=made, organisation=made.organisation_id)
    return made


def _band(children: int) -> str:
    """Roughly how many."""
    return Band.FEW if children < 5 else Band.SOME if children < 15 else Band.MANY
