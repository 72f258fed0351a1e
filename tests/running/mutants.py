"""`bin/mutants`: mutation testing of pure modules whose faults would show what must be hidden.

mutmut changes one thing at a time in a copy of the module and runs the module's own tests on it. What survives is
printed: a fault that no test would notice, or a change that changes nothing. It takes some minutes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.running.steps import ROOT

# A pure module, its tests, and what they need beside them.
MODULE = "tryggby/voices/figures.py"
TESTS = "tryggby/voices/tests/test_figures.py"
BESIDE = ("tryggby/voices/tests/solver.py",)
# The longest tests add nothing here.
LEAVE_OUT = "pair_of_tables_in_a_year"
SETTINGS = f"""
[tool.mutmut]
source_paths = ["{MODULE}"]
also_copy = ["tryggby"]
pytest_add_cli_args_test_selection = ["{TESTS}"]
pytest_add_cli_args = ["-x", "-q", "-k", "not {LEAVE_OUT}"]
[tool.pytest.ini_options]
markers = ["shows(number): proves a numbered line of an issue"]
"""


def main() -> int:
    """Run mutmut on a copy; 0 when every mutant was found or is listed for a person to judge."""
    with tempfile.TemporaryDirectory(prefix="tryggby-mutants-") as name:
        folder = Path(name)
        for path in (MODULE, TESTS, *BESIDE):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
        for package in ("tryggby", "tryggby/voices", "tryggby/voices/tests"):
            (folder / package / "__init__.py").touch()
        (folder / "pyproject.toml").write_text(SETTINGS, "utf-8")
        done = _mutmut(folder, "run")
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-2000:])
            return done.returncode
        print(done.stdout.replace("\r", "\n").strip().rsplit("\n", 2)[-2].strip())
        for line in _mutmut(folder, "results").stdout.splitlines():
            if "survived" in line or "no tests" in line:
                changed = _mutmut(folder, "show", line.split(":")[0].strip()).stdout.splitlines()
                print("\n".join(row for row in changed if row[:2] in ("- ", "+ ")))
    return 0


def _mutmut(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    uv = ROOT / ".tools" / "bin" / "uv"
    tool = [str(uv) if uv.exists() else "uv", "run", "--quiet", "--project", str(ROOT), "--only-group", "mutants"]
    place = os.environ | {"UV_PROJECT_ENVIRONMENT": str(ROOT / "var" / "mutants"), "UV_PYTHON": sys.executable}
    return subprocess.run([*tool, "mutmut", *arguments], cwd=folder, env=place, capture_output=True, text=True)


if __name__ == "__main__":
    raise SystemExit(main())
