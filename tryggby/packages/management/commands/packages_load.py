"""Shows what bringing in packages would do, and does it with --accept: `packages_load <folder> … [--accept]`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tryggby.packages.format import Refused, read
from tryggby.packages.imports import accept_import
from tryggby.packages.plan import NEW, OLDER, REFUSED, RELEASE, SAME, plan_import

WORDS = {
    NEW: "ny pakke",
    RELEASE: "ny utgave",
    OLDER: "eldre utgave, endrer ikke det folk leser",
    SAME: "finnes fra før, ingenting å gjøre",
    REFUSED: "kan ikke tas inn",
}


class Command(BaseCommand):
    """Nothing is changed without --accept; the same package twice changes nothing."""

    help = "Plan and bring in competence packages (folders or .kpk files)."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--accept", action="store_true", help="do it")

    def handle(self, *args, paths, accept, **options):
        for path in paths:
            try:
                files = read(path)
                plan = plan_import(files)
                self.tell(path, plan)
                if accept and plan.kind != SAME:
                    release = accept_import(by=None, files=files)
                    self.stdout.write(f"{path.name}: {release.package.identifier} {release.version} er tatt inn.")
            except Refused as refused:
                raise CommandError("\n".join(map(str, refused.problems)), returncode=1) from refused

    def tell(self, path, plan):
        self.stdout.write(f"{path.name}: {plan.package.identifier} {plan.package.version}: {WORDS[plan.kind]}")
        for problem in plan.problems:
            self.stdout.write(f"{path.name}/{problem}")
        for part in plan.parts:
            counts = f"+{part.added} ~{part.changed} -{part.removed}"
            self.stdout.write(f"  {part.change:8} {part.identifier} ({counts})")
