"""Addresses that exist in demo mode only: the mail that would have been sent."""

from django.urls import path

from tryggby.desk.views import demo

app_name = "demo"
urlpatterns = [
    path("post/", demo.post, name="post"),
    path("post/<slug:name>/", demo.letter, name="letter"),
]
