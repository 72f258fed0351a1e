"""Mail that did not get through, for the coordinators whose mail it is."""

from django.db.models import Count, QuerySet

from tryggby.organisations.door import standing
from tryggby.outbox.door import Message

STATES = [Message.State.FAILED, Message.State.UNCERTAIN]


def troubled(person) -> QuerySet[Message]:
    """Mails of the organisations a person coordinates that failed or are uncertain, newest first."""
    return Message.objects.filter(organisation__in=standing(person).coordinated, state__in=STATES).order_by("-id")


def mail_troubles(person) -> dict:
    """How many failed and how many are uncertain; one query."""
    rows = troubled(person).order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    counts = dict(rows)
    return {"failed": counts.get(STATES[0], 0), "uncertain": counts.get(STATES[1], 0), "all": sum(counts.values())}
