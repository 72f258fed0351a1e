"""The web entry point."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()
# The first visitor shall not wait while every room is read.
list(get_resolver().url_patterns)

from config.open_door import OpenDoor  # noqa: E402

# Help first, whatever else is wrong.
application = OpenDoor(django)
