"""Addresses of the SCIM room."""

from django.urls import path

from tryggby.scim.views import directory, endpoint

app_name = "scim"
urlpatterns = [
    path("scim/v2/<path:rest>", endpoint.endpoint, name="endpoint"),
    path("oppsett/scim/", directory.directory, name="directory"),
    path("oppsett/scim/nokler/ny/", directory.token_new, name="token_new"),
    path("oppsett/scim/nokler/<str:key>/tilbaketrekking/", directory.token_revocation, name="token_revocation"),
    path("oppsett/scim/grupper/<str:key>/", directory.group, name="group"),
    path("oppsett/scim/grupper/<str:key>/slutt/", directory.group_rule_end, name="group_rule_end"),
]
