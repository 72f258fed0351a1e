"""Addresses of the packages room."""

app_name = "packages"
urlpatterns: list = []
