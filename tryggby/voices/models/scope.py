"""Which texts lie on whose desk: the reader's on duty, and further up only when the ladder has come so far."""

from django.db.models import Exists, OuterRef, Q


def on_desk(rows, person):
    """Rows with a channel (threads, notes) that the person may read today."""
    from tryggby.voices.models.duty import DutyRoster
    from tryggby.voices.models.escalation import Escalation

    here = DutyRoster.objects.held_by(person).filter(channel=OuterRef("channel"))
    climbed = Escalation.objects.filter(rows.model.ESCALATED, closed_on__isnull=True)
    to_backup = Exists(climbed.exclude(level=Escalation.Level.READER))
    to_leader = Exists(climbed.filter(level=Escalation.Level.LEADER))
    taken = Exists(climbed.filter(acknowledged_by=person.pk))
    return rows.filter(
        Exists(here.filter(reader=person.pk))
        | Q(Exists(here.filter(backup=person.pk)), to_backup)
        | Q(Exists(here.filter(leader=person.pk)), to_leader)
        | Q(Exists(here), taken)
    )
