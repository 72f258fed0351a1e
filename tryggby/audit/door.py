"""The audit's door: write an entry, read entries, check the seals."""

from tryggby.audit.actions import broken_seal, record, seal_entries
from tryggby.audit.models import Entry

__all__ = ["Entry", "broken_seal", "record", "seal_entries"]
