"""Addresses of the mentoring room."""

app_name = "mentoring"
urlpatterns: list = []
