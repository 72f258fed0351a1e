"""Addresses of the help entrance."""

from django.urls import path

from tryggby.help.more_urls import MORE
from tryggby.help.views import public

app_name = "help"
urlpatterns = [
    path("hjelp/", public.entrance, name="entrance"),
    path("hjelp/barn-har-fortalt/", public.told, name="told"),
    path("hjelp/ansatt/<slug:service>/", public.worker, name="worker"),
    path("hjelp/<slug:who>/", public.lines, name="lines"),
    path("trygg-pa-nett/", public.traces, name="traces"),
    path("forlat/", public.leave, name="leave"),
    *MORE,
]
