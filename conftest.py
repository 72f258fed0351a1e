"""What all tests share: the guards, the `shows` marker, and a database that can be emptied after a test."""

import os

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from config.sqlite.base import DatabaseOperations
from tests.kept_database import kept_migrations

pytest_plugins = ["tests.shows", "tests.guards"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Tests with real transactions get the rows that migrations wrote back afterwards.

    With TRYGGBY_ONLY_DATABASE, tests without a database are left out: another database says nothing of them.
    """
    if os.environ.get("TRYGGBY_ONLY_DATABASE"):
        without = [item for item in items if not item.get_closest_marker("django_db") and "db" not in item.fixturenames]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and not marker.kwargs.get("serialized_rollback"):
            item.add_marker(pytest.mark.django_db(**{**marker.kwargs, "serialized_rollback": True}), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef):
    """The test database is copied from the one kept in var/ where its migrations are the same."""
    if fixturedef.argname != "django_db_setup":
        return (yield)
    with kept_migrations():
        return (yield)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix(request):
    """SQLite in memory is each process's own already; a suffix would make it a file. PostgreSQL needs one."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_modify_db_settings_tox_suffix")
        request.getfixturevalue("django_db_modify_db_settings_xdist_suffix")


@pytest.fixture(autouse=True, scope="session")
def _emptying_despite_triggers():
    """The audit's triggers refuse to delete; emptying the test database takes them away for that moment.

    Afterwards the rows that migrations wrote are put back at once, so that the order of tests does not matter.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", _empty(DatabaseOperations.execute_sql_flush))
        patch.setattr(TransactionTestCase, "_fixture_teardown", _restore(TransactionTestCase._fixture_teardown))
        yield


@pytest.fixture(autouse=True, scope="session")
def _connection_stays_open_within_a_test():
    """The end of a request closes a connection that is in a transaction; here that transaction is the test's own."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            BaseDatabaseWrapper,
            "close_if_unusable_or_obsolete",
            lambda self: None if self.in_atomic_block else close(self),
        )
        yield


def _empty(flush):
    def execute_sql_flush(self, sql_list):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                flush(self, sql_list)
            finally:
                for _, sql in triggers:
                    cursor.execute(sql)

    return execute_sql_flush


def _restore(teardown):
    def _fixture_teardown(self):
        teardown(self)
        if not self.serialized_rollback or not hasattr(connection, "_test_serialized_contents"):
            return
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(statement)

    return _fixture_teardown
