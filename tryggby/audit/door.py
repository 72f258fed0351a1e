"""The audit's door: write an entry, read entries, check the seals, name the verbs, tell what is held about people."""

from tryggby.audit.actions import broken_seal, record, seal_entries
from tryggby.audit.held import Held, all_held, tell_held
from tryggby.audit.models import Entry
from tryggby.audit.names import name_verbs, verb_name

__all__ = [
    "Entry",
    "Held",
    "all_held",
    "broken_seal",
    "name_verbs",
    "record",
    "seal_entries",
    "tell_held",
    "verb_name",
]
