"""Keeps a private half recoverable by every two of the holders: one row per pair, made while the key is open."""

import secrets
from itertools import combinations

from tryggby.organisations.door import standing
from tryggby.sealing import box
from tryggby.sealing.envelopes import OpenedKey
from tryggby.sealing.models import Holder, PairLock, ReadingKey


def holder_keys(person) -> list[ReadingKey]:
    """Keys in use of the holders of the person's organisations, the person's own left out; lowest number first."""
    holders = Holder.objects.current().filter(organisation__in=standing(person, fresh=True).organisations)
    keys = ReadingKey.objects.current().filter(person__in=holders.values("person")).exclude(person=person)
    return list(keys.select_related("person").order_by("pk"))


def renew_pairs(opened: OpenedKey) -> None:
    """Make what is missing and delete what no longer belongs to two holders. In the caller's transaction."""
    wanted = {(first.pk, second.pk): (first, second) for first, second in combinations(_holders(opened), 2)}
    there = {(row.first_id, row.second_id): row for row in opened.reading_key.pair_locks.all()}
    PairLock.objects.filter(pk__in=[row.pk for pair, row in there.items() if pair not in wanted]).delete()
    missing = [_pair(opened, *pair) for key, pair in wanted.items() if key not in there]
    PairLock.objects.bulk_create(missing, ignore_conflicts=True)


def _holders(opened: OpenedKey) -> list[ReadingKey]:
    return holder_keys(opened.reading_key.person)


def _pair(opened: OpenedKey, first: ReadingKey, second: ReadingKey) -> PairLock:
    """The private half under a key of two halves; either half alone is 32 random bytes that say nothing."""
    halves = secrets.token_bytes(box.KEY), secrets.token_bytes(box.KEY)
    bound = pair_bound(opened.reading_key, first, second)
    return PairLock(
        reading_key=opened.reading_key,
        first=first,
        second=second,
        first_share=box.seal_to(bytes(first.public), halves[0], bound),
        second_share=box.seal_to(bytes(second.public), halves[1], bound),
        box=box.lock(box.derive(halves[0] + halves[1], "pair of holders"), opened.private, bound),
    )


def pair_bound(reading_key: ReadingKey, first: ReadingKey, second: ReadingKey) -> bytes:
    """What the halves of a pair are bound to."""
    return box.context("pair", reading_key.key, first.key, second.key)
