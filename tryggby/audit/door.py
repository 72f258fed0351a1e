"""The audit's door: write an entry, read entries, check the seals, name the verbs."""

from tryggby.audit.actions import broken_seal, record, seal_entries
from tryggby.audit.models import Entry
from tryggby.audit.names import name_verbs, verb_name

__all__ = ["Entry", "broken_seal", "name_verbs", "record", "seal_entries", "verb_name"]
