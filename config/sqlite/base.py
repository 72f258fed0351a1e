"""Django's SQLite backend on a bundled SQLite that is free of the WAL-reset fault (>= 3.51.3).

A fault in older versions could lose acknowledged writes when the log was reset, so the start refuses
a SQLite that is too old (config/running/prepare.py).
"""

import sys

import pysqlite3
import pysqlite3.dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from django.db.backends.sqlite3 import base, features, operations

# SQLite's compile-time limits of the bundled build; pysqlite3 has no `getlimit`.
VARIABLES = 250_000
COLUMNS = 2_000


class DatabaseFeatures(features.DatabaseFeatures):
    """The features of the bundled build."""

    max_query_params = VARIABLES


class DatabaseOperations(operations.DatabaseOperations):
    """Quoting for the query log without `getlimit`, which the bundled build lacks."""

    def _quote_params_for_last_executed_query(self, params):
        chunks = [params[start : start + COLUMNS] for start in range(0, len(params), COLUMNS)]
        return sum((self._quote_chunk(chunk) for chunk in chunks), ())

    def _quote_chunk(self, params):
        cursor = self.connection.connection.cursor()
        try:
            return cursor.execute("SELECT " + ", ".join(["QUOTE(?)"] * len(params)), params).fetchone()
        finally:
            cursor.close()


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend Django loads for ENGINE `config.sqlite`."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
