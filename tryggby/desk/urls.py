"""Addresses of the desk room."""

app_name = "desk"
urlpatterns: list = []
