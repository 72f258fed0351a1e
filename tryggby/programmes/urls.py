"""Addresses of the programmes room."""

app_name = "programmes"
urlpatterns: list = []
