"""Of when a child's own words came only the week is kept; what was taken or is unread gets a clock from now on."""

import datetime as dt

from django.db import migrations
from django.utils import timezone

KEPT = dt.timedelta(days=30)


def the_week(apps, _schema_editor):
    """Notes and their envelopes lose the day; unread ones are due now, and what was taken is closed within two days."""
    note, envelope = apps.get_model("voices", "Note"), apps.get_model("sealing", "Envelope")
    rows = note.objects.values_list("pk", "envelope_id", "week", "handled_on")
    for number, sealed, week, handled_on in list(rows):
        due = None if handled_on else timezone.localdate()
        note.objects.filter(pk=number).update(delete_on=week + KEPT, read_by=due)
        envelope.objects.filter(pk=sealed).update(sealed_on=week)
    taken = apps.get_model("voices", "Escalation").objects.filter(closed_on=None, acknowledged_on__isnull=False)
    taken.filter(drill="").update(next_at=timezone.now() + dt.timedelta(days=2))


def back(apps, _schema_editor):
    """The days are gone; what was taken had no clock before."""
    apps.get_model("voices", "Escalation").objects.filter(acknowledged_on__isnull=False).update(next_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('sealing', '0001_initial'),
        ('voices', '0110_nothing_lies_unread'),
    ]

    operations = [migrations.RunPython(the_week, back)]
