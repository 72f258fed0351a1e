"""Addresses of the website room."""

app_name = "website"
urlpatterns: list = []
