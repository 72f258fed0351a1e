"""Builds the demo city into an empty database: the same content each time for the same date."""

import datetime as dt

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tryggby.desk.demo.city import build_city
from tryggby.desk.demo.neighbour import build_neighbour
from tryggby.ground.door import today
from tryggby.organisations.door import Installation


class Command(BaseCommand):
    """`demo_city [--on DATE] [--neighbour]`; refuses where something stands already and outside demo mode."""

    help = "Build the demo city."

    def add_arguments(self, parser) -> None:
        """`--on` is the day the demo city calls today; `--neighbour` builds the small city beside it."""
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None)
        parser.add_argument("--neighbour", action="store_true")

    def handle(self, *, on: dt.date | None, neighbour: bool, **options) -> None:
        """Build it, saying each step."""
        if not settings.DEMO:
            raise CommandError("Demobyen bygges bare når TRYGGBY_DEMO=1.")
        if Installation.objects.exists():
            raise CommandError("Databasen er ikke tom. Bruk ./run demo --reset.")
        build = build_neighbour if neighbour else build_city
        build(on or today(), say=lambda text: self.stdout.write(text))
