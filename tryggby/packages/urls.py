"""Addresses of the packages room."""

from django.urls import path, register_converter

from tryggby.packages.views import editing, learning, media, tools


class Version:
    """A version number in an address."""

    regex = r"\d+\.\d+\.\d+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Version, "version")

app_name = "packages"
urlpatterns = [
    path("laer/", learning.shelf, name="shelf"),
    path("laer/<slug:package>/", learning.package, name="package"),
    path("laer/<slug:package>/<version:version>/media/<path:path>", media.media, name="media"),
    path("laer/<slug:package>/<slug:part>/", learning.part, name="part"),
    path("laer/<slug:package>/<slug:part>/<int:step>/", learning.step, name="step"),
    path("laer/<slug:package>/<slug:part>/ferdig/", learning.finish, name="finish"),
    path("laer/<slug:package>/<slug:part>/ark/", learning.sheet, name="sheet"),
    path("verktoy/", tools.tools, name="tools"),
    path("verktoy/<slug:package>/<slug:tool>/", tools.tool, name="tool"),
    path("verktoy/<slug:package>/<slug:tool>/utskrift/", tools.tool_sheet, name="tool_sheet"),
    path("pakker/", editing.releases, name="releases"),
    path("pakker/sjekk/", editing.upload, name="upload"),
    path("pakker/sjekk/<slug:key>/", editing.intake, name="intake"),
    path("pakker/<slug:package>/<version:version>.kpk", editing.kpk, name="kpk"),
    path("pakker/<slug:package>/<version:version>/tilbaketrekking/", editing.withdrawal, name="withdrawal"),
]
