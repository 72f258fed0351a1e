"""Addresses of the insight room."""

app_name = "insight"
urlpatterns: list = []
