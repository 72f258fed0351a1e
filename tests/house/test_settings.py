"""Settings are read in one place and listed for whoever runs the product."""

import ast
import re

from config.environment import KNOWN
from tests.house.rooms import HOUSE, ROOT, name_of, tree_of

READERS = {"environ", "getenv"}


def test_the_list_of_settings_is_complete():
    text = (ROOT / "docs" / "running" / "settings.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([A-Z_]+)`", text, re.MULTILINE))
    assert listed == set(KNOWN), f"docs/running/settings.md: {sorted(listed ^ set(KNOWN))}"


def test_settings_are_read_in_one_place_only():
    allowed = {ROOT / "config" / "environment.py", ROOT / "config" / "wsgi.py", ROOT / "config" / "asgi.py"}
    files = [p for p in [*HOUSE.rglob("*.py"), *(ROOT / "config").rglob("*.py")] if p not in allowed]
    faults = [
        f"{name_of(path)}:{node.lineno}"
        for path in files
        if "running" not in path.parts and "tests" not in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in READERS
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]
    assert not faults, f"read settings through config/environment.py: {faults}"
