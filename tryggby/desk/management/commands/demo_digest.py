"""Prints a hash of everything in the database, to show that the demo city is built the same each time."""

from django.core.management.base import BaseCommand

from tryggby.desk.demo.digest import database_digest


class Command(BaseCommand):
    """`demo_digest`."""

    help = "Hash of all rows."

    def handle(self, **options) -> None:
        """Print it."""
        self.stdout.write(database_digest())
