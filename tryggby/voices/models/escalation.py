"""The danger clock: who must look now, who is next, and how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed, today
from tryggby.organisations.door import Role, standing
from tryggby.voices.models.channel import Channel
from tryggby.voices.models.note import Note
from tryggby.voices.models.thread import HelpThread


class EscalationQuerySet(models.QuerySet):
    """Escalations, by state and by who is asking."""

    def open(self):
        """Not closed."""
        return self.filter(closed_on__isnull=True)

    def waiting(self):
        """Nobody has said that they have it."""
        return self.open().filter(acknowledged_on__isnull=True)

    def overdue(self):
        """The whole ladder has been climbed and nobody has said that they have it. Practice in a drill never counts."""
        return self.waiting().filter(overdue_since__isnull=False, drill="")

    def unread(self):
        """Those that say a text lies unread past its reading day."""
        return self.filter(reason=Escalation.Reason.UNREAD)

    def climbed_to(self, person):
        """Those nobody has taken that the ladder has brought to the person: as reader, backup or leader today."""
        from tryggby.voices.models.duty import DutyRoster

        here = DutyRoster.objects.held_by(person).filter(channel=OuterRef("channel"))
        level = Escalation.Level
        return self.waiting().filter(
            Q(Exists(here.filter(reader=person.pk)))
            | Q(Exists(here.filter(backup=person.pk)), level__in=[level.BACKUP, level.LEADER])
            | Q(Exists(here.filter(leader=person.pk)), level=level.LEADER)
        )

    def overseen_by(self, person):
        """Those in the organisations where the person is privacy officer."""
        held = standing(person).roles.get(Role.PRIVACY_OFFICER, frozenset())
        return self.filter(channel__organisation__in=held)

    def arranged_by(self, person):
        """Those of channels the person sets up."""
        return self.filter(channel__in=Channel.objects.visible_to(person))

    def on_desk_of(self, person):
        """Those of threads and notes on the person's desk."""
        threads = HelpThread.objects.on_desk_of(person).values("pk")
        notes = Note.objects.on_desk_of(person).values("pk")
        return self.filter(Q(thread__in=threads) | Q(note__in=notes))

    def answerable_by(self, person):
        """Open ones on the person's desk, and closed ones of channels where they have duty: to be told so."""
        from tryggby.voices.models.duty import DutyRoster

        own = DutyRoster.objects.held_by(person).values("channel")
        threads = HelpThread.objects.on_desk_of(person).values("pk")
        notes = Note.objects.on_desk_of(person).values("pk")
        here = Q(closed_on__isnull=True) & (Q(thread__in=threads) | Q(note__in=notes))
        return self.filter(here | Q(closed_on__isnull=False, channel__in=own))


class Escalation(Keyed):
    """One turn of the clock. Times are kept while it runs; afterwards only dates.

    Personal data: which adults took it, closed it, and saw that nobody had. Purpose: no cry for help lies unread. Seen
    by those on duty, leaders and coordinators, and the privacy officer when it is overdue. Kept without any text; the
    names go with the people.
    """

    class Level(models.TextChoices):
        READER = "reader", _("Leser")
        BACKUP = "backup", _("Reserve")
        LEADER = "leader", _("Leder")

    class Reason(models.TextChoices):
        HELP = "help", _("Et barn ber om hjelp")
        DANGER = "danger", _("Barnet sier at noen er i fare nå")
        HINT = "hint", _("Ord i teksten kan bety fare")
        PERSON = "person", _("En leser meldte fra")
        UNREAD = "unread", _("Ingen har lest det et barn skrev")
        PRACTICE = "practice", _("Øvelse")

    class Handed(models.TextChoices):
        CHILD_WELFARE = "child_welfare", _("Barneverntjenesten")
        EMERGENCY_WELFARE = "emergency_welfare", _("Barnevernvakta")
        POLICE = "police", _("Politiet")
        HEALTH = "health", _("Helsetjenesten")
        CRISIS_CENTRE = "crisis_centre", _("Krisesenteret")

    class Because(models.TextChoices):
        HANDED = "handed", _("Gitt videre")
        ANSWERED = "answered", _("Barnet har fått svar, og ingen er i fare")
        NO_DANGER = "no_danger", _("Lest: ingen er i fare")
        CANNOT_ACT = "cannot_act", _("Lest: teksten sier ikke hvem eller hvor")
        PRACTISED = "practised", _("Øvelsen er gjennomført")
        READ = "read", _("Lest")
        UNREAD = "unread", _("Slettet ulest etter 30 dager. Personvernansvarlig så det")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="escalations")
    thread = models.ForeignKey(HelpThread, on_delete=models.SET_NULL, null=True, related_name="escalations")
    note = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, related_name="escalations")
    reason = models.CharField(max_length=8, choices=Reason)
    level = models.CharField(max_length=6, choices=Level, default=Level.READER)
    turn = models.PositiveSmallIntegerField(default=1, help_text="Raised each time the clock starts anew.")
    drill = models.CharField(max_length=20, blank=True, help_text="The key of the drill run it was practised in.")
    step_minutes = models.PositiveSmallIntegerField()
    started_on = models.DateField(default=today)
    starts_at = models.DateTimeField(
        null=True, blank=True, help_text="When the clock starts, where nobody read as it was raised; then empty."
    )
    next_at = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="When the ladder climbs; once taken, by when it is closed."
    )
    overdue_since = models.DateTimeField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    lapsed_on = models.DateField(
        null=True, blank=True, help_text="When it had been taken and not closed in time, so that the ladder climbs on."
    )
    seen_on = models.DateField(null=True, blank=True, help_text="When the privacy officer saw that nobody took it.")
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    handed_on = models.DateField(null=True, blank=True)
    handed_to = models.CharField(max_length=20, choices=Handed, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=10, choices=Because, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__isnull=True) | Q(note__isnull=True), name="voices_escalation_about_one"
            ),
            models.CheckConstraint(
                condition=Q(handed_on__isnull=True, handed_to="") | Q(handed_on__isnull=False, handed_to__gt=""),
                name="voices_escalation_handed",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | Q(closed_on__isnull=False, closed_because__gt="", next_at__isnull=True),
                name="voices_escalation_closed",
            ),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True) | Q(seen_on__isnull=False), name="voices_escalation_seen"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_practice(self) -> bool:
        """True for an exercise of the clock."""
        return self.reason == self.Reason.PRACTICE
