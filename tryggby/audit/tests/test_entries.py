"""Entries can be added, never changed; the seals show tampering."""

import pytest
from django.db import DatabaseError, connection, transaction

from tryggby.audit.door import Entry, broken_seal, record, seal_entries
from tryggby.people.factories import PersonFactory


@pytest.fixture
def entry(db):
    person = PersonFactory()
    return record(by=person, verb="appoint_mentor", of=person, organisation=7, unit="abc")


def test_an_entry_says_who_what_and_of_what(entry):
    assert (entry.verb, entry.kind, entry.organisation) == ("appoint_mentor", "people.person", 7)
    assert entry.facts == {"unit": "abc"}


@pytest.mark.parametrize("sql", ["UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_an_entry(entry, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.count() == 1


def test_seals_hold_until_an_entry_is_tampered_with(entry):
    assert seal_entries() == 1
    record(by=None, verb="tick", of=entry)
    assert seal_entries() == 1
    assert seal_entries() == 0
    assert broken_seal() is None
    _tamper("UPDATE audit_entry SET verb = 'nothing' WHERE verb = 'tick'")
    assert broken_seal().entries == [Entry.objects.get(verb="nothing").pk]


def test_the_newest_seals_can_be_checked_alone(entry):
    assert broken_seal(newest=1) is None
    for verb in ("tick", "tock"):
        seal_entries()
        record(by=None, verb=verb, of=entry)
    seal_entries()
    assert broken_seal(newest=2) is None
    _tamper("UPDATE audit_entry SET verb = 'nothing' WHERE verb = 'tick'")
    assert broken_seal(newest=1) is None
    assert broken_seal(newest=2) is not None


def _tamper(sql):
    """Change a row as somebody with the database file could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        cursor.execute(sql)
