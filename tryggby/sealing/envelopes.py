"""Seal, open, grant, revoke, destroy: everything that is done with an envelope."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from tryggby.ground.door import settle_on_disk
from tryggby.sealing import box
from tryggby.sealing.models import Envelope, ReadingKey, Wrap


class NotForYou(Exception):
    """There is no copy of the envelope's key for this reader: never given, or taken away."""


@dataclass(frozen=True, repr=False)
class OpenedKey:
    """A person's key with its private half in the open: in memory alone, for one request."""

    reading_key: ReadingKey
    private: bytes


@dataclass(frozen=True, repr=False)
class Outsider:
    """A reader without an account, whose key pair is derived from something they keep (a child's code).

    `private` is None where only sealing to them is wanted.
    """

    public: bytes
    private: bytes | None = None

    @property
    def mark(self) -> str:
        """How wraps name them."""
        return hashlib.sha256(self.public).hexdigest()


Reader = ReadingKey | Outsider


def seal(
    plain: bytes,
    *,
    purpose: str,
    record: str,
    channel: str,
    readers: Iterable[Reader],
    version: int = 1,
    sealed_on: dt.date | None = None,
) -> Envelope:
    """Seal `plain` (any length) to the readers, in the caller's transaction. Nobody else can open it, nor can we.

    `sealed_on` is said where the day itself must not be kept. Raises ValueError without readers: a text that nobody
    can read must not be taken in.
    """
    readers = list(readers)
    if not readers:
        raise ValueError("An envelope needs at least one reader")
    key = secrets.token_bytes(box.KEY)
    envelope = Envelope(purpose=purpose, record=record, channel=channel, version=version)
    envelope.sealed_on = sealed_on or envelope.sealed_on
    envelope.box = box.lock(key, box.pad(plain), _bound(envelope))
    envelope.save()
    Wrap.objects.bulk_create([_wrap(envelope, key, reader) for reader in readers])
    return envelope


def open_envelope(envelope: Envelope, reader: OpenedKey | Outsider) -> bytes:
    """The content. NotForYou without a wrap for this reader, Tampered when something was changed or swapped.

    The wrap is read from the database each time, so that a reader whose access was taken away is out at once.
    """
    return _open(envelope, envelope.wraps.filter(**_mine(reader)).first(), reader)


def may_open(envelope: Envelope, reader: OpenedKey | Outsider) -> bool:
    """True when there is a copy of the envelope's key for this reader."""
    return envelope.wraps.filter(**_mine(reader)).exists()


def open_all(envelopes: Sequence[Envelope], reader: OpenedKey | Outsider) -> dict[int, bytes]:
    """Contents by the envelope's number, in one query; those that are not for this reader are left out."""
    wraps = Wrap.objects.filter(envelope__in=envelopes, **_mine(reader))
    by_envelope = {wrap.envelope_id: wrap for wrap in wraps}
    return {
        envelope.pk: _open(envelope, by_envelope[envelope.pk], reader)
        for envelope in envelopes
        if envelope.pk in by_envelope
    }


def grant(envelopes: Iterable[Envelope], *, to: ReadingKey, opened: OpenedKey) -> int:
    """Let one more reader open the envelopes; only who can open them can do this. Returns how many were new."""
    new = 0
    for envelope in envelopes:
        wrap = envelope.wraps.filter(**_mine(opened)).first()
        if wrap is None or envelope.wraps.filter(reading_key=to).exists():
            continue
        key = box.unseal(opened.private, bytes(wrap.box), _bound(envelope, opened.reading_key.key))
        _wrap(envelope, key, to).save()
        new += 1
    return new


@transaction.atomic
def revoke(reading_key: ReadingKey, *, channel: str | None = None, envelopes=None) -> int:
    """Take a reader's access away, at once: for one channel, some envelopes, or everywhere. How many envelopes."""
    wraps = Wrap.objects.filter(reading_key=reading_key)
    if channel is not None:
        wraps = wraps.filter(envelope__channel=channel)
    if envelopes is not None:
        wraps = wraps.filter(envelope__in=envelopes)
    number = wraps.delete()[0]
    if number:
        transaction.on_commit(settle_on_disk)
    return number


def destroy(envelopes: Iterable[Envelope | int]) -> int:
    """Forget: first the keys, then the rows, then what the disk remembers. Returns how many rows.

    Inside a transaction of the caller's the disk is settled when that has been committed.
    """
    numbers = [getattr(envelope, "pk", envelope) for envelope in envelopes]
    with transaction.atomic():
        Wrap.objects.filter(envelope__in=numbers).delete()
    with transaction.atomic():
        gone = Envelope.objects.filter(pk__in=numbers).delete()[1].get("sealing.Envelope", 0)
        transaction.on_commit(settle_on_disk)
    return gone


def _open(envelope: Envelope, wrap: Wrap | None, reader: OpenedKey | Outsider) -> bytes:
    if wrap is None or reader.private is None:
        raise NotForYou
    name = reader.reading_key.key if isinstance(reader, OpenedKey) else reader.mark
    key = box.unseal(reader.private, bytes(wrap.box), _bound(envelope, name))
    return box.unpad(box.unlock(key, bytes(envelope.box), _bound(envelope)))


def _wrap(envelope: Envelope, key: bytes, reader: Reader) -> Wrap:
    if isinstance(reader, Outsider):
        sealed = box.seal_to(reader.public, key, _bound(envelope, reader.mark))
        return Wrap(envelope=envelope, outsider=reader.mark, box=sealed)
    sealed = box.seal_to(bytes(reader.public), key, _bound(envelope, reader.key))
    return Wrap(envelope=envelope, reading_key=reader, box=sealed)


def _mine(reader: OpenedKey | Outsider) -> dict:
    if isinstance(reader, Outsider):
        return {"outsider": reader.mark}
    return {"reading_key": reader.reading_key, "reading_key__retired_at__isnull": True}


def _bound(envelope: Envelope, reader: str = "") -> bytes:
    """What content and keys are bound to."""
    return box.context(envelope.purpose, envelope.record, envelope.channel, envelope.version, reader)
