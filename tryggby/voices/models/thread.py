"""A child asks for help and comes back with a code: the thread, its messages and pictures, all sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Max, OuterRef, Q

from tryggby.ground.door import Keyed, today
from tryggby.sealing.door import Envelope
from tryggby.voices.models.channel import Channel
from tryggby.voices.models.scope import on_desk


class HelpThreadQuerySet(models.QuerySet):
    """Threads, by state and by who is asking."""

    def on_desk_of(self, person):
        """Those the person may read: as reader on duty, or when the ladder has come to them."""
        return on_desk(self, person)

    def live(self):
        """Not closed."""
        return self.filter(closed_on__isnull=True)


class HelpThread(Keyed):
    """A dialogue between a child nobody knows and an adult on duty. Opened with a code that is kept nowhere.

    `locator` and `verifier` are keyed hashes: without the installation's secret they cannot even be guessed at.

    Personal data: which adult closed it; none of the child. Purpose: answer a child who asks for help. Seen by the
    reader on duty; by backup and leader when the ladder has come to them. Deleted 30 days after the last message, or
    when the child says so.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="threads")
    locator = models.CharField(max_length=64, unique=True)
    salt = models.BinaryField(max_length=16)
    passes = models.PositiveSmallIntegerField()
    memory_kib = models.PositiveIntegerField()
    verifier = models.BinaryField(max_length=32)
    public = models.BinaryField(max_length=32, help_text="Public half of the key pair that comes of the code.")
    opened_on = models.DateField(default=today)
    delete_on = models.DateField(db_index=True)
    practice_on = models.DateField(null=True, blank=True, help_text="The day of the practice it belongs to.")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    ESCALATED = Q(thread=OuterRef("pk"))

    objects = HelpThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_on__isnull=False), name="voices_helpthread_closed"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def handed_on(self):
        """The day it was last handed over to somebody who can help; what was written until then is deleted."""
        return self.escalations.aggregate(day=Max("handed_on"))["day"]


class HelpMessage(Keyed):
    """One message; without `writer` it is the child's.

    Personal data: which adult answered. Purpose: answer for it. Seen as the thread. Deleted with the thread.
    """

    thread = models.ForeignKey(HelpThread, on_delete=models.CASCADE, related_name="messages")
    envelope = models.OneToOneField(Envelope, on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField(default=today)
    read_on = models.DateField(null=True, blank=True, help_text="When the other side first opened it.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.key


class HelpPicture(Keyed):
    """A picture sent with a message: decoded and drawn anew from its pixels, then sealed.

    Personal data: none in the row. Purpose: let a child show what words cannot. Seen as the thread. Deleted with it.
    """

    message = models.ForeignKey(HelpMessage, on_delete=models.CASCADE, related_name="pictures")
    envelope = models.OneToOneField(Envelope, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.key
