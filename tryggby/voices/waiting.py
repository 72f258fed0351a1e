"""What waits on somebody's desk, without any text: alarms, threads, notes, gaps in the roster."""

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When

from tryggby.ground.door import today
from tryggby.sealing.door import current_key
from tryggby.voices.actions.duty import to_share
from tryggby.voices.hours import gaps
from tryggby.voices.models import Channel, DutyRoster, Escalation, HelpThread, Note

# Handled notes stay in sight for the reader until they are deleted, the newest this many.
SHOWN = 50
LOOK_AHEAD = 14


def is_on_duty(person) -> bool:
    """True when a roster names the person today, in any part."""
    return DutyRoster.objects.held_by(person).exists()


def on_duty_rows(person):
    """The channels whose roster names the person today, for the frame around every page; `waits` is `alarm` where the
    ladder has come to the person with something that nobody has taken."""
    mine = Channel.objects.filter(rosters__in=DutyRoster.objects.held_by(person))
    reached = Exists(Escalation.objects.climbed_to(person).filter(channel=OuterRef("pk")))
    words = Case(When(reached, then=Value("alarm")), default=Value(""), output_field=CharField())
    return mine.annotate(waits=words).distinct()


def overdue_alarms(person) -> list[Escalation]:
    """Alarms that the whole ladder has passed in vain, in the organisations where the person is privacy officer; what
    nobody read until the person has seen that."""
    found = (
        Escalation.objects.overdue()
        .filter(seen_on__isnull=True)
        .overseen_by(person)
        .select_related("channel__unit", "channel__organisation")
    )
    return list(found.order_by("overdue_since"))


def desk_of(person) -> dict:
    """Everything the desk shows."""
    alarm = Escalation.objects.waiting()
    threads = (
        HelpThread.objects.on_desk_of(person)
        .select_related("channel")
        .annotate(
            news=Count("messages", filter=Q(messages__writer__isnull=True, messages__read_on__isnull=True)),
            waits=Exists(alarm.filter(thread=OuterRef("pk"))),
        )
    )
    notes = (
        Note.objects.on_desk_of(person)
        .select_related("channel")
        .annotate(waits=Exists(alarm.filter(note=OuterRef("pk"))))
    )
    key = current_key(person)
    rosters = list(DutyRoster.objects.held_by(person).select_related("channel").order_by("channel__name"))
    return {
        "alarms": Escalation.objects.open()
        .exclude(reason=Escalation.Reason.UNREAD)
        .on_desk_of(person)
        .select_related("channel", "thread", "note", "acknowledged_by")
        .order_by(F("acknowledged_on").asc(nulls_first=True), "-pk"),
        "threads": threads.order_by("-waits", "-pk")[:SHOWN],
        "unread": notes.unread().order_by("-waits", "pk")[:SHOWN],
        "handled": notes.filter(handled_on__isnull=False).order_by("-handled_on", "-pk")[:SHOWN],
        "rosters": [(roster, _part(roster, person)) for roster in rosters],
        "has_key": key is not None,
        "to_share": to_share(key) if key else 0,
    }


def coming_gaps(channel) -> list:
    """Days of the next two weeks without a roster."""
    return gaps(list(DutyRoster.objects.filter(channel=channel).live()), today(), LOOK_AHEAD)


def _part(roster: DutyRoster, person) -> str:
    names = dict(Escalation.Level.choices)
    return str(names[["reader", "backup", "leader"][roster.people.index(person.pk)]])
