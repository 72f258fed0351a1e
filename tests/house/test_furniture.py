"""Every room has a door and a README; files, functions and views keep their sizes; modules say what they are for."""

import ast
import re

import pytest

from tests.house.rooms import (
    HOUSE,
    floor_of,
    floors,
    functions_of,
    length_of,
    name_of,
    python_files,
    rooms,
    tree_of,
    view_files,
)

FILE, FUNCTION, VIEW = 500, 60, 25
# Lines of a README; the look documents every tag and partial.
README = {"ui": 80}
VAGUE = re.compile(r"^(utils?|helpers?|services?|common|misc|base|managers?|handlers?)$")

VAGUE_CLASS = re.compile(r"(Manager|Handler|Helper|Utils?)$|^Base")


@pytest.mark.parametrize("room", rooms())
def test_a_room_stands_on_a_declared_floor(room):
    assert any(room in level for level in floors()), f"{room} is in no floor of [tool.importlinter] in pyproject.toml"
    assert floor_of(room) >= 0


@pytest.mark.parametrize("room", rooms())
def test_a_room_has_a_door_that_says_what_it_offers(room):
    door = HOUSE / room / "door.py"
    assert door.exists(), f"tryggby/{room}/door.py is missing"
    names = {node.targets[0].id for node in tree_of(door).body if isinstance(node, ast.Assign)}
    assert "__all__" in names, f"tryggby/{room}/door.py has no __all__"


@pytest.mark.parametrize("room", rooms())
def test_a_room_has_a_short_readme(room):
    readme = HOUSE / room / "README.md"
    assert readme.exists(), f"tryggby/{room}/README.md is missing"
    lines = readme.read_text("utf-8").count("\n")
    assert lines <= README.get(room, 40), f"tryggby/{room}/README.md has {lines} lines"


def test_files_are_not_too_long():
    long = {name_of(path): lines for path in python_files() if (lines := path.read_text("utf-8").count("\n")) > FILE}
    assert not long, f"split by noun: {long}"


def test_functions_are_not_too_long():
    long = [
        f"{name_of(path)}:{function.lineno} {function.name} has {length_of(function)} lines"
        for path in python_files()
        for function in functions_of(path)
        if length_of(function) > FUNCTION
    ]
    assert not long, "\n".join(long)


def test_views_are_short():
    long = [
        f"{name_of(path)}:{function.lineno} {function.name} has {length_of(function)} lines"
        for path in view_files()
        for function in functions_of(path)
        if function.args.args and function.args.args[0].arg == "request" and length_of(function) > VIEW
    ]
    assert not long, "load, check, form, action, answer:\n" + "\n".join(long)


def test_modules_begin_with_a_sentence():
    silent = []
    for path in python_files():
        words = ast.get_docstring(tree_of(path)) or ""
        if path.read_text("utf-8").strip() and not re.search(r"[.?!:)]$", words.split("\n\n")[0].strip()):
            silent.append(name_of(path))
    assert not silent, f"begin with one sentence that says what it is for: {silent}"


def test_no_module_or_class_has_a_vague_name():
    vague = [name_of(path) for path in python_files() if VAGUE.match(path.stem) and "sqlite" not in path.parts]
    vague += [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
        and re.search(r"(Manager|Handler|Helper|^Base.*|Utils?|Service[s]?Impl)$", node.name)
    ]
    assert not vague, f"name the noun or the verb: {vague}"
