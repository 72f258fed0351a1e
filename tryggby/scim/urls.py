"""Addresses of the SCIM room."""

from django.urls import path

from tryggby.scim.views import endpoint

app_name = "scim"
urlpatterns = [
    path("scim/v2/<path:rest>", endpoint.endpoint, name="endpoint"),
]
