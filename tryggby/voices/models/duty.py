"""Who reads what children write, and when: the reader, the backup, the leader, their days and hours."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tryggby.ground.door import Dated, DatedQuerySet, Keyed, today
from tryggby.organisations.door import Membership
from tryggby.voices.models.channel import Channel
from tryggby.voices.weekdays import day_words

# So long what a child writes is kept; whoever has duty in that time must be able to read it.
KEPT = dt.timedelta(days=30)


class DutyRosterQuerySet(DatedQuerySet):
    """Rosters, by time and by who is asking."""

    def covering(self, day: dt.date):
        """Those that hold on a day, the newest first: it stands before an earlier one."""
        return self.current(day).order_by("-since", "-pk")

    def while_kept(self, day: dt.date):
        """Those that hold at any time while a text that comes on a day is kept."""
        return self.live(day).filter(since__lte=day + KEPT)

    def naming(self, person):
        """Those that name the person."""
        return self.filter(Q(reader=person.pk) | Q(backup=person.pk) | Q(leader=person.pk))

    def held_by(self, person):
        """Those that name the person today, while the person works in the channel's organisation."""
        works_in = Membership.objects.current(today()).filter(person=person.pk).values("unit__organisation")
        return self.current(today()).naming(person).filter(channel__organisation__in=works_in)

    def arranged_by(self, person):
        """Rosters of the channels the person sets up."""
        return self.filter(channel__in=Channel.objects.visible_to(person))


class DutyRoster(Keyed, Dated):
    """One period of duty at a channel. Own words are taken in only while one holds.

    Personal data: who reads, stands in and leads, and when. Purpose: nothing a child writes lies unread. Seen by the
    three, leaders and coordinators. Kept; two years after the person left it leads to nobody.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="rosters")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties")
    backup = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="backup_duties")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leader_duties")
    days = models.JSONField("lesedager", default=list, help_text="Weekdays, Monday is 0.")
    opens = models.TimeField("fra klokka", default=dt.time(8))
    closes = models.TimeField("til klokka", default=dt.time(15, 30))
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = DutyRosterQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-since", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="voices_dutyroster_hours"),
            models.CheckConstraint(
                condition=~Q(reader=F("backup")) & ~Q(reader=F("leader")) & ~Q(backup=F("leader")),
                name="voices_dutyroster_three_people",
            ),
        ]
        indexes = [models.Index(fields=["channel", "since"], name="voices_dutyroster_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.since:%d.%m.%Y}"

    @property
    def people(self) -> list[int]:
        """Numbers of the three, in the order of the ladder."""
        return [self.reader_id, self.backup_id, self.leader_id]

    def named(self, level: str) -> int:
        """Number of the person at a level of the ladder: reader, backup or leader."""
        return getattr(self, f"{level}_id")

    @property
    def day_names(self) -> str:
        """Its reading days in words."""
        return day_words(self.days)

    @property
    def is_past(self) -> bool:
        """True when the last day is behind us."""
        return self.until is not None and self.until < today()
