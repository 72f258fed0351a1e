"""Writes lock.json in package folders: `packages_lock <folder> …`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tryggby.packages.format import Refused, lock, read_folder


class Command(BaseCommand):
    """lock.json holds the SHA-256 of every other file."""

    help = "Write lock.json in competence package folders."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folders", nargs="+", type=Path)

    def handle(self, *args, folders, **options):
        for folder in folders:
            if not (folder / "package.yaml").exists():
                raise CommandError(f"{folder} er ikke en pakke: package.yaml mangler.")
            try:
                content = lock(read_folder(folder))
            except Refused as refused:
                raise CommandError("\n".join(map(str, refused.problems))) from refused
            (folder / "lock.json").write_bytes(content)
            self.stdout.write(f"{folder.name}/lock.json er skrevet.")
