"""Other people's files are the ones we took in, all of them, and nothing beside them."""

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDERS = ["tryggby/ui/static/vendor", "tryggby/ui/icons", "tryggby/ui/css/vendor", "tests/vendor"]
HASHES = json.loads((ROOT / "frontend/hashes.json").read_text("utf-8"))


def test_files_are_the_ones_written_down():
    found = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "node_modules" not in path.parts
    }
    assert found == HASHES


def test_versions_are_exact_and_locked():
    package = json.loads((ROOT / "frontend/package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text("utf-8"))["packages"]
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert version[0].isdigit(), f"{name} is not pinned"
        assert lock[f"node_modules/{name}"]["version"] == version
        assert lock[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_each_folder_carries_its_licence():
    for folder in [*(ROOT / "tryggby/ui/static/vendor").iterdir(), ROOT / "tryggby/ui/icons"]:
        assert (folder / "LICENSE").stat().st_size > 500, folder
