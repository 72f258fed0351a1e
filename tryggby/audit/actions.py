"""Write an entry; seal the entries; check the seals."""

import hashlib
import json

from django.db import models, transaction

from tryggby.audit.models import Entry, Seal, Sealed

# Entries per seal at most, so that one seal stays a small row.
BATCH = 2000


def record(*, by, verb: str, of: models.Model, organisation=None, **facts) -> Entry:
    """Append one entry in the caller's transaction.

    `by` is a person or None (the system); `organisation` an organisation, its number, or None.
    `facts` must be JSON: keys, counts, dates as text. Never a child's or a private text.
    """
    return Entry.objects.create(
        actor=by.pk if by is not None else None,
        verb=verb,
        kind=of._meta.label_lower,
        object_id=str(of.pk),
        organisation=getattr(organisation, "pk", organisation),
        facts=facts,
    )


@transaction.atomic
def seal_entries() -> int:
    """Put unsealed entries under a new seal; returns how many. One sealer at a time."""
    last = Seal.objects.select_for_update().order_by("-id").first()
    entries = list(Entry.objects.filter(sealed__isnull=True).order_by("id")[:BATCH])
    if not entries:
        return 0
    before = last.digest if last else ""
    seal = Seal.objects.create(entries=[entry.pk for entry in entries], before=before, digest=_digest(before, entries))
    Sealed.objects.bulk_create([Sealed(entry=entry, seal=seal) for entry in entries])
    return len(entries)


def broken_seal(newest: int | None = None) -> Seal | None:
    """The first seal that no longer fits its entries or its predecessor, or None when all hold.

    With `newest` only so many of the last seals are checked: quick enough for a page, however long the log.
    """
    seals, before = Seal.objects.order_by("id"), ""
    if newest is not None:
        last = list(Seal.objects.order_by("-id").values_list("pk", "before")[:newest])
        first, before = last[-1] if last else (0, "")
        seals = seals.filter(pk__gte=first)
    for seal in seals.iterator():
        entries = list(Entry.objects.filter(pk__in=seal.entries).order_by("id"))
        if seal.before != before or len(entries) != len(seal.entries) or seal.digest != _digest(before, entries):
            return seal
        before = seal.digest
    return None


def _digest(before: str, entries: list[Entry]) -> str:
    """SHA-256 over the former digest and the entries' canonical text."""
    hashed = hashlib.sha256(before.encode())
    for entry in entries:
        row = [
            entry.pk,
            entry.at.isoformat(),
            entry.actor,
            entry.verb,
            entry.kind,
            entry.object_id,
            entry.organisation,
            entry.facts,
        ]
        hashed.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode())
    return hashed.hexdigest()
