"""The tables of keys and envelopes."""

from tryggby.sealing.models.envelope import Envelope, Wrap
from tryggby.sealing.models.holder import Holder, PairLock
from tryggby.sealing.models.key import Lock, ReadingKey
from tryggby.sealing.models.recovery import Recovery, RecoveryShare

__all__ = ["Envelope", "Holder", "Lock", "PairLock", "ReadingKey", "Recovery", "RecoveryShare", "Wrap"]
