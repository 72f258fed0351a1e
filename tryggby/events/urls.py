"""The pages of coordinators and doorkeepers, at /arrangement/; the public ones are in public_urls.py."""

from django.urls import URLPattern

app_name = "events"
urlpatterns: list[URLPattern] = []
