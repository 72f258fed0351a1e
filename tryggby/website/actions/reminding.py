"""Tell those who read that something has come: one mail a day at most, which says nothing of what it is."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.ground.door import OSLO, today
from tryggby.organisations.door import Appointment, Role
from tryggby.website import mails
from tryggby.website.models import ContactMessage

# When people are at work.
FROM, TO = dt.time(7, 30), dt.time(16, 0)


@transaction.atomic
def tell_readers(now: dt.datetime | None = None) -> int:
    """Mail the coordinators of organisations with unread messages, on working days; returns how many mails."""
    local = (now or timezone.now()).astimezone(OSLO)
    if local.weekday() > 4 or not FROM <= local.time() <= TO:
        return 0
    waiting = ContactMessage.objects.waiting().order_by().values_list("organisation", flat=True).distinct()
    readers = Appointment.objects.current().filter(organisation__in=waiting, role=Role.COORDINATOR)
    told = 0
    for appointment in readers.select_related("person", "organisation").order_by("pk"):
        unread = ContactMessage.objects.waiting().filter(organisation=appointment.organisation_id).count()
        mails.unread(appointment, unread, today())
        told += 1
    return told
