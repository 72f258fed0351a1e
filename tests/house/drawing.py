"""Draws docs/house.md from the declared floors: `bin/house` writes it, a test says when it is stale."""

import ast
import sys

from tests.house.rooms import HOUSE, ROOT, floors, rooms, tree_of

PATH = ROOT / "docs" / "house.md"
INTRO = """# The house

Drawn by `bin/house` from the floors declared in `pyproject.toml` (`[tool.importlinter]`); do not edit.

A room may import and point keys to rooms on lower floors only; rooms on one floor do not know each other.
Other rooms enter by the door: `from tryggby.<room>.door import …`. What must be heard above is a signal that the
lower room declares. `config/` is the only place that knows every room.
"""


def draw() -> str:
    """The text of docs/house.md."""
    lines = [INTRO, "| floor | room | what it is for |", "| --- | --- | --- |"]
    for number, level in enumerate(floors()):
        for room in level:
            standing = len(floors()) - number
            lines.append(
                f"| {standing} | {f'`{room}`' if room in rooms() else f'*{room}* (planned)'} | {_purpose(room)} |"
            )
    lines.append("\n## What each door offers\n")
    for level in floors():
        lines += [f"- **{room}**: {_offers(room)}" for room in level if room in rooms()]
    return "\n".join(lines) + "\n"


def _purpose(room: str) -> str:
    if room not in rooms():
        return ""
    for module in ("apps.py", "__init__.py"):
        words = ast.get_docstring(tree_of(HOUSE / room / module)) or ""
        if words:
            return words.split("\n")[0]
    return ""


def _offers(room: str) -> str:
    door = HOUSE / room / "door.py"
    if not door.exists():
        return "no door yet"
    for node in tree_of(door).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return ", ".join(f"`{name}`" for name in ast.literal_eval(node.value)) or "nothing"
    return "nothing"


if __name__ == "__main__":
    PATH.write_text(draw(), "utf-8")
    print(f"wrote {PATH.relative_to(ROOT)}", file=sys.stderr)
