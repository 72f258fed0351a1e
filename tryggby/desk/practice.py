"""Joins drills about those on duty with the desk of those on duty: neither room knows the other."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tryggby.drills.door import Refused as DrillRefused
from tryggby.drills.door import practice_begins, practice_ends, practice_possible, practice_state
from tryggby.voices.door import Refused, begin_drill_practice, drill_practice, end_drill_practice, practice_channel


def join() -> None:
    """Called once at start-up."""
    practice_possible.connect(is_possible, dispatch_uid="desk.practice_possible")
    practice_begins.connect(begin, dispatch_uid="desk.practice_begins")
    practice_state.connect(state, dispatch_uid="desk.practice_state")
    practice_ends.connect(end, dispatch_uid="desk.practice_ends")


def is_possible(sender, run, **around) -> bool:
    """Somebody is on duty for children's messages at the run's unit."""
    return practice_channel(run.unit) is not None


def begin(sender, run, by, **around) -> str:
    """Raise the practice alarm; where it is answered."""
    try:
        begin_drill_practice(by=by, unit=run.unit, drill=run.key)
    except Refused as refusal:
        raise DrillRefused(str(refusal)) from refusal
    return reverse("voices:desk")


def state(sender, run, **around) -> dict | None:
    """How far the alarm has come, without saying who."""
    alarm = drill_practice(run.key)
    if alarm is None:
        return None
    if alarm.closed_on:
        words = _("Øvelsesmeldingen er tatt og lukket.")
    elif alarm.acknowledged_on:
        words = _("Noen på vakt har tatt øvelsesmeldingen.")
    elif alarm.overdue_since:
        words = _("Ingen på vakt tok øvelsesmeldingen i tide. Snakk om det etterpå.")
    else:
        words = _("Sendt. Nå er det denne som er spurt: %(level)s.") % {"level": alarm.get_level_display().lower()}
    return {"words": words, "address": reverse("voices:desk")}


def end(sender, run, by, **around) -> bool:
    """Take it all back."""
    return bool(end_drill_practice(by=by, drill=run.key))
