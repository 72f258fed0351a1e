"""Addresses of the API room: for other systems, for people who read about it, for coordinators who set it up."""

from django.urls import path, re_path

from tryggby.api.views import endpoint, systems

app_name = "api"
urlpatterns = [
    path("api/v1/", endpoint.contents, name="contents"),
    path("api/v1/openapi.json", endpoint.description, name="description"),
    # Whatever comes, also line breaks, is answered as the description says.
    re_path(r"^api/v1/(?P<rest>[\s\S]+)$", endpoint.endpoint, name="endpoint"),
    path("oppsett/api/", systems.systems, name="systems"),
    path("oppsett/api/nokler/ny/", systems.token_new, name="token_new"),
    path("oppsett/api/nokler/<slug:key>/tilbaketrekking/", systems.token_revocation, name="token_revocation"),
    path("oppsett/api/webhooker/ny/", systems.webhook_new, name="webhook_new"),
    path("oppsett/api/webhooker/<slug:key>/", systems.webhook, name="webhook"),
    path("oppsett/api/webhooker/<slug:key>/slutt/", systems.webhook_end, name="webhook_end"),
    path("oppsett/api/webhooker/<slug:key>/<slug:delivery>/", systems.webhook_again, name="webhook_again"),
]
