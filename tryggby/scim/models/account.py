"""The directory's accounts, and the places they were given here."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Membership, Organisation, Unit, kept


class ScimAccountQuerySet(models.QuerySet):
    """Accounts, by state and by who is asking."""

    def visible_to(self, person):
        """Accounts of the organisations the person keeps."""
        return self.filter(organisation__in=kept(person))

    def active(self):
        """Accounts that the directory has not deactivated."""
        return self.filter(deactivated_at__isnull=True)

    def sharing(self):
        """Active accounts that wait because another account has the same number or address."""
        return self.active().filter(snag=ScimAccount.Snag.SHARED)

    def unsettled(self):
        """Accounts whose places are not yet what the directory says."""
        return self.filter(unsettled_at__isnull=False)


class ScimAccount(Keyed):
    """An account as an organisation's directory tells of it; what we have no use for is never stored.

    Personal data: name, addresses at work, employee number, department, manager. Purpose: give the right people
    access to the right units. Seen by coordinators who keep the organisation. Kept until the directory deletes it.
    """

    class Snag(models.TextChoices):
        NO_ADDRESS = "no_address", _("Mangler en e-postadresse vi kan bruke")
        ADDRESS_TAKEN = "address_taken", _("E-postadressen hører til en annen person")
        OTHER_ID = "other_id", _("Personen har et annet ansattnummer her fra før")
        SHARED = "shared", _("Har samme ansattnummer eller e-postadresse som en annen konto. Rett det i katalogen")
        GUARDED = "guarded", _("Personen hører også til et annet sted eller har en rolle. Navn og e-post blir som før")
        LAST_COORDINATOR = "last_coordinator", _("Er deaktivert, men er siste koordinator. Gi rollen til en annen")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scim_accounts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="scim_accounts"
    )
    user_name = models.CharField(max_length=255)
    folded_name = models.CharField(max_length=255, help_text="The user name as it is compared.")
    external_id = models.CharField(max_length=255, blank=True, db_index=True)
    body = models.JSONField(default=dict, help_text="The attributes we keep, as SCIM writes them.")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    unsettled_at = models.DateTimeField(null=True, blank=True, db_index=True)
    snag = models.CharField(max_length=20, choices=Snag, blank=True, help_text="What a coordinator should look at.")

    objects = ScimAccountQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "folded_name"], name="scim_account_user_name"),
            models.UniqueConstraint(fields=["organisation", "person"], name="scim_account_person"),
        ]

    def __str__(self) -> str:
        return self.user_name


class Placement(models.Model):
    """A place in a unit that a person has because the directory says so.

    Personal data: which unit, role and share of post. Purpose: know what to end when the directory says otherwise, and
    to give back after a deactivation. Seen by nobody by itself. Kept as long as the account.
    """

    account = models.ForeignKey(ScimAccount, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Membership.Role)
    share = models.PositiveSmallIntegerField(default=100)
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_group_since = models.DateTimeField(
        null=True, blank=True, help_text="Given by a group; empty: had before, and given back after a deactivation."
    )
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Closed because the account was deactivated.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "unit", "role"], name="scim_placement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} · {self.unit_id} · {self.role}"
