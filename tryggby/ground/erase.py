"""Forgetting on the disk too: what was deleted in the database does not lie on in its files."""

from django.db import connection


def settle_on_disk() -> None:
    """Empty SQLite's log of changes, which holds former pages until they are written over. Not inside a transaction.

    Deleted rows are overwritten at once (`secure_delete`, config/environment.py). PostgreSQL sees to its own files.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
