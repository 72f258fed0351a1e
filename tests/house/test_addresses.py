"""Addresses: named by room and noun, in plain bokmål letters, and open only where that was decided."""

import ast
import re
from pathlib import Path

from django.urls import resolve, reverse

from tests.house.addresses import addresses
from tests.house.rooms import name_of, rooms, tree_of, view_files

ROUTE = re.compile(r"^(?:[a-z0-9/._-]|<(?:[a-z]+:)?[a-z_]+>)*$")
# What a regular expression adds to a route.
PATTERN = re.compile(r"\(\?P<[a-z_]+>[^)]*\)|[\^$\\]")
OPEN = Path(__file__).with_name("open_pages.txt")
BARE = {"all", "exclude", "filter", "first", "get", "in_bulk", "last", "latest", "order_by", "values", "values_list"}
# Written at the end of a line that loads rows which are the same for everybody who is signed in.
FOR_ALL = "# for everyone:"


def ours():
    """Addresses of our own rooms."""
    return [address for address in addresses() if not address.borrowed]


def test_addresses_are_named_room_and_noun():
    faults = [
        f"/{a.route} is named {a.full_name!r}"
        for a in ours()
        if not a.name
        or not re.fullmatch(r"[a-z][a-z0-9_]*", a.name)
        or not a.namespaces
        or (a.namespaces != ("demo",) and a.namespaces[0] not in rooms())
    ]
    assert not faults, "\n".join(faults)


def test_views_bear_the_name_of_their_address():
    faults = []
    for a in ours():
        module, view = a.view.__module__, a.view.__name__
        if not module.startswith("tryggby."):
            faults.append(f"/{a.route}: {module}.{view} is no view of a room")
        elif a.namespaces[0] != "demo" and (
            module.split(".")[1] != a.namespaces[0] or not f"{a.name}_".startswith(f"{view}_")
        ):
            faults.append(f"{a.full_name} is shown by {module}.{view}")
    assert not faults, "\n".join(faults)


def test_views_without_a_token_ask_the_browser_where_the_form_stands():
    faults = [
        a.full_name
        for a in ours()
        if getattr(a.view, "csrf_exempt", False) and not getattr(a.view, "checks_origin", False)
    ]
    assert not faults, f"csrf_exempt alone lets every site in: {faults}"


def test_routes_are_plain_letters():
    faults = [a.route for a in ours() if not ROUTE.fullmatch(PATTERN.sub("", a.route))]
    assert not faults, f"bokmål in a–z, 0–9 and hyphens: {faults}"


def test_names_are_used_once():
    names = [a.full_name for a in ours()]
    assert len(names) == len(set(names)), sorted({n for n in names if names.count(n) > 1})


def test_no_address_stands_in_the_way_of_another():
    """A pattern that is tried first takes what it fits: `/nettverk/<slug>/` would take `/nettverk/slipp/`."""
    faults = []
    for a in ours():
        if a.arguments or "(" in a.route or a.namespaces[0] == "demo":
            continue
        found = resolve(reverse(a.full_name)).view_name
        if found != a.full_name:
            faults.append(f"{reverse(a.full_name)} should be {a.full_name}, and is {found}")
    assert not faults, "\n".join(faults)


def test_pages_are_open_only_where_that_was_decided():
    decided = {line.strip() for line in OPEN.read_text("utf-8").splitlines() if line and not line.startswith("#")}
    found = {a.full_name for a in ours() if a.public}
    assert found == decided, f"tests/house/open_pages.txt: {sorted(found ^ decided)}"


def test_views_load_rows_through_what_the_person_may_see():
    faults = []
    for path in view_files():
        lines = path.read_text("utf-8").splitlines()
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and _is_bare(node) and FOR_ALL not in lines[(node.end_lineno or 1) - 1]:
                faults.append(f"{name_of(path)}:{node.lineno} {ast.unparse(node)[:80]}")
    assert not faults, (
        "load through .visible_to(person) or another QuerySet method that says who may; "
        f"or end the line with '{FOR_ALL} why':\n" + "\n".join(faults)
    )


def _is_bare(call: ast.Call) -> bool:
    """`Thing.objects.get(…)`, or a shortcut that is handed the bare model: any row would do."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"get_object_or_404", "get_list_or_404"} and call.args:
        first = call.args[0]
        return (isinstance(first, ast.Name) and first.id[:1].isupper()) or _is_everything(first)
    return name in BARE and isinstance(call.func, ast.Attribute) and _is_everything(call.func.value)


def _is_everything(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "objects"
