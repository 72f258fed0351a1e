"""Gives every template the shell: name of the place, navigation, roles, theme."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from .shell import Shell


def shell(request):
    """`shell` for the layouts, from the callable that `settings.UI_SHELL` names."""
    path = getattr(settings, "UI_SHELL", "")
    make = import_string(path) if path else _visitor
    return {"shell": make(request)}


def _visitor(request):
    return Shell(language=get_language() or "nb")
