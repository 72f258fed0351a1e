"""What this room stores about a person, told when the person asks; and the promises that come back to their owner."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Subquery
from django.utils.translation import gettext as _

from tryggby.organisations.door import Membership
from tryggby.outreach.models import DialogueMeeting, MeetingLeader, MeetingPromise, SafetyCheck
from tryggby.people.door import Stored, tell_what_is_stored
from tryggby.ui.door import date_format

# Days before the date of a promise in which the leader's home says so.
NEAR = 21


@dataclass(frozen=True)
class PromiseReminder:
    """The promise that is nearest its date, of a unit's leader."""

    key: str = ""
    text: str = ""
    due_on: dt.date | None = None


def promises_of(person):
    """What the person has promised young advisers and not told about yet, the nearest first."""
    return MeetingPromise.objects.waiting().filter(owner=person)


def promise_parts(key: str, day: dt.date) -> dict[str, Subquery]:
    """What `promise_of` reads, of the leaders of the unit with this key: to be laid on a query that is asked anyway."""
    leaders = Membership.objects.current(day).filter(unit__key=key, role=Membership.Role.LEADER).values("person")
    near = day + dt.timedelta(days=NEAR)
    found = MeetingPromise.objects.waiting().filter(owner__in=leaders, due_on__lte=near)
    return {f"promise_{name}": Subquery(found.values(name)[:1]) for name in ("key", "text", "due_on")}


def promise_of(row: Sequence) -> PromiseReminder:
    """The reminder in a row's values, in the order of `promise_parts`."""
    key, text, due_on = row
    return PromiseReminder(key or "", text or "", due_on)


def stored_promises(*, person, **_named) -> Stored | None:
    """Meetings the person is invited to, set up or made safe, and promises."""
    invited = MeetingLeader.objects.filter(person=person).select_related("meeting").order_by("pk")
    promised = MeetingPromise.objects.filter(owner=person).order_by("pk")
    rows = [(_was(row), str(row.meeting), _day(row.meeting.starts_at)) for row in invited]
    rows += [(_("Lovet"), row.text, _day(row.due_on)) for row in promised]
    planned = DialogueMeeting.objects.filter(made_by=person).order_by("pk")
    rows += [(_("Satte opp"), str(row), _day(row.starts_at)) for row in planned]
    checks = SafetyCheck.objects.filter(by=person).select_related("meeting").order_by("pk")
    rows += [(_("Svarte på sjekklista"), str(row.meeting), _day(row.at)) for row in checks]
    if not rows:
        return None
    return Stored(
        title=_("Dialogmøter med unge rådgivere"),
        why=_("For at det du lover barn og unge, blir gjort."),
        kept=_("Navnet ditt fem år. Løftet og rollen blir stående."),
        heads=[_("Hva"), _("Hvilket"), _("Dato")],
        rows=rows,
    )


def tell() -> None:
    """Answer when a person asks."""
    tell_what_is_stored.connect(stored_promises, dispatch_uid="outreach.stored")


def _was(row: MeetingLeader) -> str:
    """Invited, or written down afterwards as one who came."""
    held = row.meeting.held_at
    return _("Var med") if held and row.invited_at >= held else _("Invitert")


def _day(day) -> str:
    return date_format(day, "j. F Y")
