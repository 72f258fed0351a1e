"""Addresses of the help room."""

app_name = "help"
urlpatterns: list = []
