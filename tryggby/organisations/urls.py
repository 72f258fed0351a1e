"""Addresses of the organisations room."""

app_name = "organisations"
urlpatterns: list = []
