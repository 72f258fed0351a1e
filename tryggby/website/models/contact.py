"""What somebody wrote to the municipality through the open forms, the answers, and the receipts of forgetting."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Organisation, Role, standing


class ContactMessageQuerySet(models.QuerySet):
    """Messages, by who may read them and how far they have come."""

    def visible_to(self, person):
        """Coordinators read everything written to their organisation, editors what adults wrote."""
        roles = standing(person).roles
        coordinated = roles.get(Role.COORDINATOR, frozenset())
        edited = roles.get(Role.EDITOR, frozenset())
        return self.filter(
            Q(organisation__in=coordinated) | Q(organisation__in=edited, sender=ContactMessage.Sender.ADULT)
        )

    def kept(self):
        """Not forgotten yet."""
        return self.filter(forgotten_at__isnull=True)

    def waiting(self):
        """Nobody has answered or closed them."""
        return self.kept().filter(answered_at__isnull=True, closed_at__isnull=True)

    def finished(self):
        """Answered or closed."""
        return self.kept().exclude(answered_at__isnull=True, closed_at__isnull=True)


class ContactMessage(Keyed):
    """One message through an open form: received, answered, closed, forgotten.

    Personal data: name, address and text of an adult who writes, and what a child writes without a name; sealed
    with the installation's secret. Purpose: answer, and mend what is wrong. Seen by the organisation's coordinators;
    what adults wrote also by its editors. Kept 90 days after it was closed and at most 180 days; a child's 30 days.
    Where it came from is not kept, and of a child's message only the day.
    """

    class Sender(models.TextChoices):
        ADULT = "adult", _("Voksen")
        CHILD = "child", _("Barn eller ung")

    class Kind(models.TextChoices):
        QUESTION = "question", _("Jeg har et spørsmål")
        WRONG = "wrong", _("Noe er feil på nettsiden")
        BARRIER = "barrier", _("Nettsiden er vanskelig å bruke")
        IDEA = "idea", _("Jeg har et forslag")
        PRESS = "press", _("Jeg skriver for presse eller media")
        HARD = "hard", _("Noe er vanskelig å forstå")
        BROKEN = "broken", _("Noe virker ikke")
        MISSING = "missing", _("Jeg finner ikke det jeg leter etter")
        UPSET = "upset", _("Noe var ekkelt å lese")
        GOOD = "good", _("Noe var fint")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_messages")
    sender = models.CharField(max_length=5, choices=Sender)
    kind = models.CharField("gjelder", max_length=8, choices=Kind)
    language = models.CharField(max_length=8, default="nb")
    sealed = models.BinaryField(help_text="Name, address and text, sealed; empty when forgotten.")
    has_address = models.BooleanField(default=False, help_text="An answer can be mailed.")
    received_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender="child") | Q(has_address=False), name="website_child_leaves_no_address"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-received_at", "-id"], name="website_inbox")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_at:%Y-%m-%d}"

    @property
    def is_from_child(self) -> bool:
        """Written on the children's form."""
        return self.sender == self.Sender.CHILD


class ContactAnswer(models.Model):
    """An answer that was mailed.

    Personal data: who answered, and the text. Purpose: know what was answered. Seen by those who read the message. The
    text is deleted together with the message; who answered is kept.
    """

    message = models.ForeignKey(ContactMessage, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sealed = models.BinaryField(help_text="The text, sealed; empty when forgotten.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class ContactPurge(models.Model):
    """A receipt: so many messages were forgotten, by this rule."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contact_purges")
    rule = models.CharField(max_length=200)
    messages = models.PositiveIntegerField()
    mails = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.messages}"
