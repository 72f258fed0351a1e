"""A hash over every row of every table, in the order of their numbers."""

import hashlib

from django.apps import apps
from django.db import models

# Rows that say when this process ran, or are sealed anew each time, not what the city holds.
VOLATILE = {
    "outbox.worker",
    "outbox.job",
    "sessions.session",
    "contenttypes.contenttype",
    "auth.permission",
    "events.needkey",
    "events.sealedneeds",
    "website.contactanswer",
    "website.contactmessage",
    # Wagtail's own log and the tasks it leaves for the worker bear random numbers.
    "wagtailcore.pagelogentry",
    "wagtailcore.modellogentry",
    "django_tasks_database.dbtaskresult",
    "sealing.wrap",
    "voices.helpthread",
}


def database_digest() -> str:
    """SHA-256 in hex over table names, columns and values."""
    hashed = hashlib.sha256()
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label_lower):
        if model._meta.label_lower not in VOLATILE:
            _add(hashed, model)
    return hashed.hexdigest()


def _add(hashed, model: type[models.Model]) -> None:
    hashed.update(model._meta.label_lower.encode())
    for row in model._default_manager.order_by("pk").values_list().iterator():
        hashed.update(repr(tuple(_plain(value) for value in row)).encode())


def _plain(value):
    """What is stored; blocks of a page would otherwise show where in memory they lie."""
    if isinstance(value, memoryview):
        return bytes(value)
    return value.get_prep_value() if hasattr(value, "get_prep_value") else value
