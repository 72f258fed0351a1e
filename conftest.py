"""What all tests share: the guards, the `shows` marker, and a database that can be emptied after a test."""

import pytest

pytest_plugins = ["tests.shows", "tests.guards"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests with real transactions get the rows that migrations wrote back afterwards."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and not marker.kwargs.get("serialized_rollback"):
            item.add_marker(pytest.mark.django_db(**{**marker.kwargs, "serialized_rollback": True}), append=False)


@pytest.fixture(autouse=True, scope="session")
def _emptying_despite_triggers():
    """The audit's triggers refuse to delete; emptying the test database takes them away for that moment."""
    from config.sqlite.base import DatabaseOperations

    empty = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                empty(self, sql_list)
            finally:
                for _, sql in triggers:
                    cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = execute_sql_flush
    yield
    DatabaseOperations.execute_sql_flush = empty
