"""The yardstick of bin/bench: one text view in a bare Django with the usual middleware."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

USUAL = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
]


def hello(request):
    """The view."""
    return HttpResponse("Hei", content_type="text/plain")


urlpatterns = [path("", hello)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=USUAL,
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.urandom(32).hex(),
    LOGGING_CONFIG=None,
)
django.setup()
application = get_wsgi_application()
