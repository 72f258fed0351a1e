"""Idempotency: a double tap, a retry and Back create no second row."""

from django.db import transaction

from tryggby.ground.models import Once


def claim(key: str | None) -> Once | None:
    """Claim `key` inside the caller's transaction.

    Returns None when it was claimed and completed before by an earlier call: then look the
    result up with `earlier`. Without a key every call is the first.
    """
    if not key:
        return Once()
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("claim() belongs inside the action's transaction")
    row, created = Once.objects.get_or_create(key=key[:80])
    return row if created else None


def earlier(key: str) -> str:
    """What the first call with `key` gave."""
    return Once.objects.get(key=key[:80]).result


def done(row: Once, result: str) -> None:
    """Keep what the call gave, for its repeats."""
    if row.pk:
        row.result = result[:200]
        row.save(update_fields=["result"])
