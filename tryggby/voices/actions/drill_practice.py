"""Practice of the danger clock in a drill: the real desk, ladder and mails, all marked, gone when the drill ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import today
from tryggby.voices.actions.danger import close_escalation
from tryggby.voices.actions.forgetting import forget_threads
from tryggby.voices.actions.thread import start_thread
from tryggby.voices.models import Channel, Escalation, HelpThread
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import help_is_open


def practice_channel(unit) -> Channel | None:
    """The channel of a unit whose three on duty can be practised with now."""
    channels = Channel.objects.open().filter(unit=unit).order_by("pk")
    return next((channel for channel in channels if help_is_open(channel)), None)


@transaction.atomic
def begin_drill_practice(*, by, unit, drill: str) -> Escalation:
    """Raise a practice alarm with made-up words for the roster of a unit's channel. Twice for one drill is once.

    Nobody but the three on the roster hears of it, also when none of them takes it.
    """
    found = drill_practice(drill)
    if found is not None:
        return found
    channel = practice_channel(unit)
    if channel is None:
        raise Refused(_("Her er det ingen vakt å øve med nå."))
    thread, _code = start_thread(
        channel=channel,
        text=str(_("Dette er en øvelse. Ingen barn har skrevet dette. Ta den, og gjør som om den var ekte.")),
        once=f"drill {drill}",
        practice_on=today(),
        drill=drill,
    )
    escalation = thread.escalations.get()
    record(by=by, verb="practise_in_drill", of=escalation, organisation=channel.organisation_id)
    return escalation


@transaction.atomic
def end_drill_practice(*, by, drill: str) -> int:
    """Close a drill's practice alarms, take back their mails and delete their texts; returns how many there were."""
    rows = list(Escalation.objects.filter(drill=drill).select_related("channel"))
    for row in rows:
        if row.closed_on is None:
            close_escalation(by=by, escalation=row, because=Escalation.Because.PRACTISED)
    forget_threads(HelpThread.objects.filter(escalations__in=rows), rule="practice")
    return len(rows)


def drill_practice(drill: str) -> Escalation | None:
    """The practice alarm of a drill, if there has been one."""
    return Escalation.objects.filter(drill=drill).order_by("-pk").first() if drill else None
