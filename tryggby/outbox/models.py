"""What goes out as rows with state (mails, deliveries to other systems), the jobs that fall due, the workers alive."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed


class MessageQuerySet(models.QuerySet):
    """Mails, by what they concern and how they fared."""

    def concerning(self, about: str):
        """Those about one thing, e.g. `gathering:12`; whoever asks has been let in to that thing."""
        return self.filter(about=about)

    def stopped(self):
        """Those that did not arrive, or may not have, and have an address still."""
        return self.filter(state__in=[Message.State.FAILED, Message.State.UNCERTAIN]).exclude(to="")


class Message(Keyed):
    """One mail to one address. A row before it is a mail, so that none is lost or sent twice.

    Personal data: address and text. Purpose: deliver. Seen by the receiver; the coordinator sees address and subject of
    mail that stopped. Text is deleted 30 days after sending, address and subject after a year, and so is all of a mail
    that did not arrive. With sign-ups, messages and oppvekst days address and text are deleted when those are.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Venter")
        SENDING = "sending", _("Sendes nå")
        SENT = "sent", _("Sendt")
        FAILED = "failed", _("Kom ikke fram")
        UNCERTAIN = "uncertain", _("Usikkert – noen må se på den")

    once = models.CharField(max_length=120, unique=True, help_text="Idempotency key: the same intent, one mail.")
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True, help_text="An ICS body, attached when present.")
    calendar_method = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=40, blank=True, db_index=True, help_text="What it is, e.g. cohort_invitation.")
    about = models.CharField(max_length=60, blank=True, db_index=True, help_text="What it is about, e.g. gathering:12.")
    organisation = models.BigIntegerField(null=True, db_index=True, help_text="Whose mail it is.")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="outbox_message_due", condition=Q(state="queued")),
            models.Index(fields=["claimed_by"], name="outbox_message_claim", condition=Q(state="sending")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="outbox_message_sent_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display()}"


class DeliveryQuerySet(models.QuerySet):
    """Deliveries, by what they concern."""

    def concerning(self, about: str):
        """Those about one thing, e.g. `webhook:3`; whoever asks has been let in to that thing."""
        return self.filter(about=about)


class Delivery(Keyed):
    """One message to another system: a signed POST over HTTPS, tried again until it is taken or 72 hours have gone.

    Personal data: none; the body names things by their ids. Deleted 30 days after the last try.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Venter")
        SENDING = "sending", _("Sendes nå")
        SENT = "sent", _("Tatt imot")
        DEAD = "dead", _("Gitt opp")

    once = models.CharField(max_length=160, unique=True, help_text="Idempotency key: the same intent, one delivery.")
    to = models.CharField(max_length=400, help_text="The address.")
    signer = models.CharField(max_length=20, help_text="The name of the secret that signs.")
    kind = models.CharField(max_length=40, help_text="What it tells, e.g. completion.created.")
    about = models.CharField(max_length=60, db_index=True, help_text="Whose it is, e.g. webhook:3.")
    body = models.TextField(help_text="JSON, as it is signed and sent.")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    began_at = models.DateTimeField(default=timezone.now, help_text="From when the 72 hours are counted.")
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    last_status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="What the other system answered.")
    last_error = models.CharField(max_length=40, blank=True, help_text="Why nobody answered: a short code.")
    claimed_by = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="outbox_delivery_due", condition=Q(state="queued")),
            models.Index(fields=["claimed_by"], name="outbox_delivery_claim", condition=Q(state="sending")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="outbox_delivery_sent_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display()}"


class Job(models.Model):
    """A recurring job's next turn; one worker at a time claims a due one."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField(default=timezone.now)
    last_ended_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "id"]

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker process that is, or was, alive."""

    name = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.name
