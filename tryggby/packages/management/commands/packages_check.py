"""Checks packages: `packages_check <folder or .kpk> …`; exits with 1 when there are errors."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tryggby.packages.format import Refused, check, has_errors, read


class Command(BaseCommand):
    """Prints file, line, level and message for each problem."""

    help = "Check competence packages (folders or .kpk files)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path)

    def handle(self, *args, paths, **options):
        failed = False
        for path in paths:
            problems = self.problems(path)
            for problem in problems:
                self.stdout.write(f"{path.name}/{problem}")
            failed |= has_errors(problems)
            errors = sum(problem.is_error for problem in problems)
            self.stdout.write(f"{path.name}: {errors} feil, {len(problems) - errors} advarsler")
        if failed:
            raise CommandError("Pakken har feil.", returncode=1)

    def problems(self, path: Path):
        if not path.exists():
            raise CommandError(f"{path} finnes ikke.")
        try:
            return check(read(path))
        except Refused as refused:
            return refused.problems
