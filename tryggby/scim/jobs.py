"""The room's recurring jobs."""

from tryggby.outbox.door import every
from tryggby.scim.actions import settle_accounts
from tryggby.scim.models import ScimAccount

PIECE = 100


@every(seconds=20)
def settle_waiting() -> int:
    """Places of accounts that were too many to settle at once, a hundred in each transaction; returns how many."""
    count = 0
    while numbers := list(
        ScimAccount.objects.unsettled().order_by("unsettled_at").values_list("pk", flat=True)[:PIECE]
    ):
        count += settle_accounts(by=None, numbers=numbers)
    return count
