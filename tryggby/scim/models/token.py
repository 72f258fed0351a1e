"""Bearer tokens that an organisation's directory shows at the door."""

from django.db import models
from django.db.models import Q

from tryggby.organisations.door import Token


class ScimToken(Token):
    """A secret that lets one organisation's directory write its accounts and groups; only its hash is kept.

    Personal data: who made and who revoked it. Purpose: accountability. Seen by coordinators who keep the organisation.
    Kept as long as the organisation is here; the name goes with the person.
    """

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True), name="scim_token_revoked_when"
            )
        ]
