"""Checks and loads programme files: `bin/manage programmes_load [FILE …] [--check]`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tryggby.programmes import file
from tryggby.programmes.loading import Unreadable, load_programme, shipped
from tryggby.programmes.school import load_school_holidays


class Command(BaseCommand):
    """Without files: the shipped programmes and the school holidays."""

    help = "Checks and loads programme files; the same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path)
        parser.add_argument("--check", action="store_true", help="Only say what is wrong.")

    def handle(self, *, files, check, **options):
        if not files and not check:
            self.stdout.write(f"Skoleferier: {load_school_holidays(by=None)} rader endret")
        problems = []
        for path in files or shipped():
            if not path.is_file():
                raise CommandError(f"Finner ikke {path}")
            problems += self._check(path) if check else self._load(path)
        if problems:
            raise CommandError("\n".join(map(str, problems)))

    def _check(self, path):
        found = file.read(path)[1]
        if not found:
            self.stdout.write(f"{path.name}: i orden")
        return found

    def _load(self, path):
        try:
            programme, new = load_programme(by=None, path=path)
        except Unreadable as error:
            return error.problems
        self.stdout.write(f"{programme}: {'lest inn' if new else 'uendret'}")
        return []
