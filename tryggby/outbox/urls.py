"""Addresses for machines: is it alive, is it ready."""

from django.urls import path

from tryggby.outbox import views

app_name = "outbox"
urlpatterns = [
    path("helse/lever", views.live, name="live"),
    path("helse/klar", views.ready, name="ready"),
]
