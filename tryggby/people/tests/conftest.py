"""What the room's tests share: real mail rows, and no memory of earlier tries."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _mail_becomes_rows(settings):
    settings.MAILERS = settings.MAILERS | {"default": {"BACKEND": "tryggby.outbox.backend.OutboxBackend"}}


@pytest.fixture(autouse=True)
def _no_memory_of_tries():
    cache.clear()
