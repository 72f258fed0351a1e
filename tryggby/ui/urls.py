"""Addresses of the look: the theme and, in demo and development, the gallery."""

from django.urls import path, re_path

from . import views

app_name = "ui"
urlpatterns = [
    re_path(r"^tema/(?P<colour>[0-9a-f]{6})-(?P<version>[0-9a-f]{8})\.css$", views.theme, name="theme"),
    path("ui/", views.gallery, name="gallery"),
    path("ui/ansatt/", views.gallery, {"layout": "staff"}, name="gallery_staff"),
    path("ui/kjor/", views.gallery, {"layout": "focus"}, name="gallery_focus"),
    path("ui/storskjerm/", views.gallery, {"layout": "screen"}, name="gallery_screen"),
    path("ui/ark/", views.gallery, {"layout": "sheet"}, name="gallery_sheet"),
    path("ui/feil/", views.gallery, {"layout": "plain"}, name="gallery_plain"),
]
