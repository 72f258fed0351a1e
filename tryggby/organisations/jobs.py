"""The room's recurring jobs."""

from django.utils import timezone

from tryggby.organisations.actions import close_leavers
from tryggby.organisations.models import StaffImport
from tryggby.organisations.models.staff_import import FAULTS_KEPT
from tryggby.outbox.door import every


@every(hours=1)
def close_accounts_of_leavers() -> None:
    """Whoever's last day has been cannot sign in any more."""
    close_leavers(by=None)


@every(hours=6)
def forget_uploads() -> None:
    """Empty uploads that were accepted, dismissed or left for a week; and after a month what was wrong in them."""
    spent = StaffImport.objects.spent()
    spent.exclude(rows=[], preview={}, data=None).update(rows=[], preview={}, data=None, progress={})
    old = timezone.now() - FAULTS_KEPT
    spent.filter(uploaded_at__lt=old).exclude(faults=[]).update(faults=[])
