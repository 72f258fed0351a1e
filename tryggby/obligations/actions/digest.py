"""Send the week's letters once, keep the ledger, and follow the mails to the end."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.ground.door import OSLO, today
from tryggby.obligations import mails
from tryggby.obligations.letters import Needs, goes_at, leaders_of, needs_of, why_not
from tryggby.obligations.models import Digest, DigestOptOut, Requirement
from tryggby.obligations.models.digest import monday
from tryggby.outbox.door import Message, queue_mails
from tryggby.people.door import Person


def send_digests(now: dt.datetime | None = None) -> int:
    """Send this week's letters when it is time; returns how many leaders were settled now.

    A row per leader and week is made first; whoever settles it locks it, so that two workers, a restart or an upgrade
    in the middle send nothing twice and leave nobody out.
    """
    now = now or timezone.now()
    week = monday(now.astimezone(OSLO).date())
    if now < goes_at(week) or not Requirement.objects.in_force().exists():
        return 0
    leaders = leaders_of(week)
    known = set(Digest.objects.filter(week=week).values_list("leader_id", flat=True))
    Digest.objects.bulk_create(
        [
            Digest(leader_id=person, organisation_id=organisation, week=week)
            for person, (organisation, _units) in sorted(leaders.items())
            if person not in known
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return _settle(week, leaders, now)


@transaction.atomic
def _settle(week: dt.date, leaders: dict, now: dt.datetime) -> int:
    """Settle every row of the week that is not: queue the mail, or say why not."""
    rows = Digest.objects.select_for_update(skip_locked=True, of=("self",)).filter(week=week)
    waiting = list(rows.filter(queued_at__isnull=True, not_sent_on__isnull=True).order_by("pk"))
    if not waiting:
        return 0
    on, needs = now.astimezone(OSLO).date(), needs_of({u for _o, units in leaders.values() for u in units}, today())
    why = why_not(leaders, on)
    people = Person.objects.in_bulk([digest.leader_id for digest in waiting])
    letters = []
    for digest in waiting:
        total = Needs()
        for unit in leaders.get(digest.leader_id, (0, set()))[1]:
            total.add(needs.get(unit, Needs()))
        digest.late, digest.soon, digest.waivers = total.late, total.soon, total.waivers
        reason = why.get(digest.leader_id) or (Digest.Why.NOTHING if total.nothing else "")
        if reason:
            digest.not_sent_on, digest.why_not = on, reason
        else:
            digest.queued_at = now
            letters.append(mails.letter(digest, people[digest.leader_id]))
    queue_mails(letters)
    fields = ["late", "soon", "waivers", "not_sent_on", "why_not", "queued_at"]
    Digest.objects.bulk_update(waiting, fields, batch_size=300)
    facts = {"week": week.isoformat(), "queued": len(letters), "not_sent": len(waiting) - len(letters)}
    record(by=None, verb="send_digests", of=waiting[0], **facts)
    return len(waiting)


@transaction.atomic
def follow_mails() -> int:
    """Write in the ledger what became of the mails on their way; returns how many were settled."""
    rows = Digest.objects.filter(queued_at__isnull=False, sent_at__isnull=True, not_sent_on__isnull=True)
    waiting = {digest.mail_key: digest for digest in rows}
    ends = Message.objects.filter(once__in=list(waiting), state__in=[Message.State.SENT, Message.State.FAILED])
    settled = []
    for once, state, sent_at in ends.values_list("once", "state", "sent_at"):
        digest = waiting[once]
        if state == Message.State.SENT:
            digest.sent_at = sent_at
        else:
            digest.not_sent_on, digest.why_not = today(), Digest.Why.REFUSED
        settled.append(digest)
    Digest.objects.bulk_update(settled, ["sent_at", "not_sent_on", "why_not"], batch_size=300)
    return len(settled)


@transaction.atomic
def forget_digests(*, by, before: dt.date) -> int:
    """Delete the ledger's rows of weeks before a day; returns how many."""
    old = Digest.objects.filter(week__lt=before)
    last, count = old.order_by("-week", "-pk").first(), old.count()
    if last:
        record(by=by, verb="forget_digests", of=last, count=count)
        old.delete()
    return count


@transaction.atomic
def want_digest(*, by, wanted: bool) -> None:
    """A leader chooses the weekly letter, or chooses it away, from today."""
    held = DigestOptOut.objects.filter(person=by, until__isnull=True).first()
    if wanted == (held is None):
        return
    if held is None:
        held = DigestOptOut.objects.create(person=by)
    elif held.since >= today():
        number = held.pk
        held.delete()
        held.pk = number
    else:
        held.until = today() - dt.timedelta(days=1)
        held.save(update_fields=["until"])
    record(by=by, verb="want_digest", of=held, wanted=wanted)
