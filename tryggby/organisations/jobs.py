"""The room's recurring jobs."""

from tryggby.organisations.models import StaffImport
from tryggby.outbox.door import every


@every(hours=6)
def forget_uploads() -> None:
    """Empty the rows of uploads that were accepted, dismissed or left for a week."""
    StaffImport.objects.spent().exclude(rows=[]).update(rows=[])
