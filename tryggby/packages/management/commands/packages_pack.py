"""Packs a package folder as a .kpk file, the same bytes every time: `packages_pack <folder> <out.kpk>`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tryggby.packages.format import Refused, check, has_errors, pack, read_folder


class Command(BaseCommand):
    """A package with errors is not packed."""

    help = "Pack a competence package folder as a .kpk file."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("out", type=Path)

    def handle(self, *args, folder, out, **options):
        try:
            files = read_folder(folder)
            problems = check(files)
        except Refused as refused:
            problems, files = refused.problems, {}
        for problem in problems:
            self.stderr.write(f"{folder.name}/{problem}")
        if has_errors(problems):
            raise CommandError("Pakken har feil og ble ikke pakket.")
        out.write_bytes(pack(files))
        self.stdout.write(f"{out} er skrevet.")
