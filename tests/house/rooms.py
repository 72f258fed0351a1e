"""What the rules look at: the declared floors, the rooms that exist, their files."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "tryggby"


@cache
def floors() -> list[list[str]]:
    """The declared floors, top first; planned rooms included."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    declared = next(contract for contract in contracts if contract["id"] == "floors")
    return [[re.sub(r"[() ]", "", room) for room in layer.split("|")] for layer in declared["layers"]]


def floor_of(room: str) -> int:
    """The floor a room is on, counted from the top."""
    return next(number for number, level in enumerate(floors()) if room in level)


@cache
def rooms() -> list[str]:
    """The rooms that exist."""
    return sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))


def python_files(*, migrations: bool = False, tests: bool = True) -> list[Path]:
    """Our Python files."""
    found = [path for folder in (HOUSE, ROOT / "config") for path in sorted(folder.rglob("*.py"))]
    if tests:
        found += [path for folder in ("tests", "journeys") for path in sorted((ROOT / folder).rglob("*.py"))]
    else:
        found = [path for path in found if "tests" not in path.parts]
    return [path for path in found if migrations or "migrations" not in path.parts]


def view_files() -> list[Path]:
    """Modules with views."""
    return sorted([*HOUSE.glob("*/views.py"), *HOUSE.glob("*/views/*.py")])


def templates() -> list[Path]:
    """Our templates."""
    return sorted(path for path in HOUSE.glob("*/templates/**/*") if path.is_file())


def room_of(path: Path) -> str:
    """The room a file lies in."""
    return path.relative_to(HOUSE).parts[0]


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    """The path as shown in a message."""
    return str(path.relative_to(ROOT))


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a module."""
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring not counted."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines
