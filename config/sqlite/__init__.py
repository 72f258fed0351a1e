"""A Django database backend on the bundled SQLite of `pysqlite3`."""
