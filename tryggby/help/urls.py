"""Addresses of the help entrance."""

from django.urls import path

from tryggby.help import views

app_name = "help"
urlpatterns = [
    path("hjelp/", views.entrance, name="entrance"),
    path("hjelp/<slug:who>/", views.lines, name="lines"),
    path("trygg-pa-nett/", views.traces, name="traces"),
    path("forlat/", views.leave, name="leave"),
]
