"""`bin/check`: lint, format, types, floors, migrations and translations; then every test, browser journeys too.

`bin/check --quick` leaves the tests out; other arguments go to pytest.
"""

import os
import subprocess
import sys

from tests.running.steps import ROOT, Steps, environment, python

TYPED = ("door.py", "actions.py", "access.py", "models.py", "actions/*.py", "models/*.py")
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# Arguments that decide by themselves how many processes run.
TOLD = ("-n", "--numprocesses", "--pdb", "--collect-only", "--co")


def main(arguments: list[str]) -> int:
    """Run the checks; with everything fine, become pytest, so that its closing line is the last."""
    steps = check()
    if steps.failed:
        print(f"Failed: {', '.join(steps.failed)}", flush=True)
    if "--quick" in arguments:
        return 1 if steps.failed else 0
    return tests(arguments, failed_before=bool(steps.failed))


def check() -> Steps:
    """Everything that needs no test run."""
    steps = Steps()
    steps.run("ruff: faults", python("-m", "ruff", "check", "--quiet", "--output-format", "concise", "."))
    steps.run("ruff: format", python("-m", "ruff", "format", "--check", "--quiet", "."))
    typed = [str(path.relative_to(ROOT)) for part in TYPED for path in sorted((ROOT / "tryggby").glob(f"*/{part}"))]
    steps.run("mypy: types", python("-m", "mypy", "--no-error-summary", *typed))
    steps.run("import-linter: floors and doors", python("-c", LINT))
    steps.run(
        "migrations: none missing",
        python("bin/manage", "makemigrations", "--check", "--dry-run", "--settings", "tests.settings"),
    )
    steps.run("translations: complete", python("-m", "tests.running.translations", "check"))
    return steps


def tests(arguments: list[str], *, failed_before: bool = False) -> int:
    """Run pytest in this process's place; a failed check before it makes the exit code 1 all the same."""
    command = python("-m", "pytest", *_spread(arguments), *arguments)
    if not failed_before:
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(command[0], command, environment())
    return subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False).returncode or 1


def _spread(arguments: list[str]) -> list[str]:
    """Two workers for a whole run; one for a chosen few."""
    chosen = any(not argument.startswith("-") for argument in arguments)
    told = any(argument.startswith(TOLD) for argument in arguments)
    if chosen or told or (os.cpu_count() or 1) < 2:
        return []
    return ["-n", "2", "--dist", "loadgroup"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
