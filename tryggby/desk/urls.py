"""Addresses of the desk: homes, the leader's unit, the coordinator's overview, and steering."""

from django.urls import path

from tryggby.desk.views import home

app_name = "desk"
urlpatterns = [
    path("start/", home.start, name="start"),
    path("rolle/", home.role, name="role"),
    path("hjem/", home.home, name="home"),
]
