"""Addresses of the obligations room."""

app_name = "obligations"
urlpatterns: list = []
