"""The directory's groups, who is in them, and which group is which unit and role."""

from django.conf import settings
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tryggby.ground.door import Keyed
from tryggby.organisations.door import Membership, Organisation, Unit, kept
from tryggby.scim.models.account import ScimAccount


class ScimGroupQuerySet(models.QuerySet):
    """Groups, by who is asking."""

    def visible_to(self, person):
        """Groups of the organisations the person keeps."""
        return self.filter(organisation__in=kept(person))

    def mapped(self):
        """Groups that stand for a unit and a role."""
        return self.filter(pk__in=GroupRule.objects.current().values("group"))

    def unmapped(self):
        """Groups that mean nothing here yet."""
        return self.exclude(pk__in=GroupRule.objects.current().values("group"))

    def listed(self):
        """With `people` (how many members) and `current_rules`, for lists; two queries in all."""
        rules = GroupRule.objects.current().select_related("unit")
        inside = GroupMember.objects.filter(group=OuterRef("pk")).order_by().values("group")
        count = Subquery(inside.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
        return self.annotate(people=Coalesce(count, 0)).prefetch_related(
            Prefetch("rules", rules, to_attr="current_rules")
        )


class ScimGroup(Keyed):
    """A group as an organisation's directory tells of it. It means nothing here until a coordinator says what it is."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scim_groups")
    display_name = models.CharField(max_length=255)
    folded_name = models.CharField(max_length=255, db_index=True, help_text="The name as it is compared.")
    external_id = models.CharField(max_length=255, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ScimGroupQuerySet.as_manager()

    class Meta:
        ordering = ["display_name", "id"]

    def __str__(self) -> str:
        return self.display_name


class GroupMember(models.Model):
    """An account in a group.

    Personal data: which groups an account is in. Purpose: work out the person's places. Seen by coordinators who keep
    the organisation. Kept until the directory takes it out.
    """

    group = models.ForeignKey(ScimGroup, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey(ScimAccount, on_delete=models.CASCADE, related_name="groups")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["group", "account"], name="scim_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id} · {self.account_id}"


class GroupRuleQuerySet(models.QuerySet):
    """Rules, by state."""

    def current(self):
        """Rules that hold now."""
        return self.filter(ended_at__isnull=True)


class GroupRule(models.Model):
    """Which unit and role a group stands for, from when and until when; set by a coordinator, never guessed.

    Personal data: who set it. Purpose: accountability. Seen by coordinators who keep the organisation. Kept as long
    as the group.
    """

    group = models.ForeignKey(ScimGroup, on_delete=models.CASCADE, related_name="rules")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("rolle", max_length=10, choices=Membership.Role, default=Membership.Role.EMPLOYEE)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GroupRuleQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(ended_at__isnull=True), name="scim_rule_current_once")
        ]

    def __str__(self) -> str:
        return f"{self.group} → {self.unit}"
