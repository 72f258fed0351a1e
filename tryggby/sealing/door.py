"""The sealing room's door: keys of readers, envelopes, and the parts that other rooms derive their own keys with.

Errors: `NotForYou` (no wrap for this reader, or it was taken away), `Tampered` (cut off, changed or swapped),
`Refused` (the rules say no, in words for the person).
"""

from tryggby.sealing.access import recoveries_of
from tryggby.sealing.actions import make_key, open_key, retire_key
from tryggby.sealing.actions.key import current_key
from tryggby.sealing.box import Tampered, context, derive, lock, new_pair, public_of, stretch, unlock
from tryggby.sealing.envelopes import (
    NotForYou,
    OpenedKey,
    Outsider,
    destroy,
    grant,
    may_open,
    open_all,
    open_envelope,
    revoke,
    seal,
)
from tryggby.sealing.models import Envelope, ReadingKey
from tryggby.sealing.passphrase import cost
from tryggby.sealing.refusal import Refused
from tryggby.sealing.session import opened_key

__all__ = [
    "Envelope",
    "NotForYou",
    "OpenedKey",
    "Outsider",
    "ReadingKey",
    "Refused",
    "Tampered",
    "build_demo",
    "context",
    "cost",
    "current_key",
    "derive",
    "destroy",
    "grant",
    "lock",
    "make_key",
    "may_open",
    "new_pair",
    "open_all",
    "open_envelope",
    "open_key",
    "opened_key",
    "public_of",
    "recoveries_of",
    "retire_key",
    "revoke",
    "seal",
    "stretch",
    "unlock",
]


def build_demo(**around) -> None:
    """The demo city's keys and holders: `readers`, `holders`, `officer`, `leader`, `organisation` as keywords."""
    from tryggby.sealing.demo import build

    build(**around)
