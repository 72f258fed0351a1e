"""What import-linter cannot see: keys between tables and templates that reach across floors."""

import re

import pytest
from django.apps import apps

from tests.house.rooms import floor_of, name_of, room_of, rooms, templates

REACH = re.compile(r"""\{%\s*(include|extends)\s+["']([^"']+)["']""")
VAGUE_REACH = re.compile(r"""\{%\s*(include|extends)\s+(?!["'])(\S+)""")
ERROR_PAGE = re.compile(r"[45]\d\d\.html")
# Folders of templates that other people's code asks for by name; the room that owns the pages overrides them.
BORROWED = {
    "people": ("account/", "mfa/", "usersessions/", "allauth/", "socialaccount/"),
    "knowledge": ("wagtailadmin/",),
}


def our_models():
    """Models of rooms."""
    return [model for model in apps.get_models() if model.__module__.startswith("tryggby.")]


@pytest.mark.parametrize("room", rooms())
def test_keys_between_tables_point_down(room):
    faults = []
    for model in our_models():
        if model._meta.app_label != room:
            continue
        for field in model._meta.get_fields():
            other = field.remote_field.model if field.is_relation and field.concrete and field.remote_field else None
            if other is None or not other.__module__.startswith("tryggby."):
                continue
            target = other._meta.app_label
            if target != room and floor_of(target) <= floor_of(room):
                faults.append(f"{room}.{model.__name__}.{field.name} → {target}")
    assert not faults, "a key may only point to a room on a lower floor: " + ", ".join(faults)


def test_templates_use_only_the_look_and_their_own_room():
    faults = []
    for path in templates():
        room = room_of(path)
        allowed = (f"{room}/", "ui/", *BORROWED.get(room, ()))
        text = path.read_text("utf-8")
        faults += [
            f"{name_of(path)}: {name}"
            for _, name in REACH.findall(text)
            if not name.startswith(allowed) and not ERROR_PAGE.fullmatch(name)
        ]
    assert not faults, "\n".join(faults)


def test_templates_lie_in_a_folder_named_after_the_room():
    faults = []
    for path in templates():
        room = room_of(path)
        inner = str(path).split("/templates/", 1)[1]
        if room != "ui" and not inner.startswith((f"{room}/", *BORROWED.get(room, ()))) and not ERROR_PAGE.match(inner):
            faults.append(name_of(path))
    assert not faults, f"a room's templates lie in templates/<room>/: {faults}"


def test_names_of_included_templates_are_written_out():
    faults = [
        f"{name_of(path)}: {name}"
        for path in templates()
        for _, name in VAGUE_REACH.findall(path.read_text("utf-8"))
        if room_of(path) != "ui"
    ]
    assert not faults, f"an include by variable hides what is used: {faults}"
