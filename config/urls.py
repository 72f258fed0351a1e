"""Every address of the product, room by room."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler400 = "config.errors.bad_request"
handler403 = "config.errors.refused"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

# First what is asked for in need or by a whole class at once: the way through all other rooms is not short.
urlpatterns = i18n_patterns(
    path("", include("tryggby.help.urls")),
    path("", include("tryggby.voices.urls")),
    prefix_default_language=False,
)
urlpatterns += [
    path("", include("tryggby.ui.urls")),
    path("", include("tryggby.outbox.urls")),
    path("", include("tryggby.people.urls")),
    path("konto/", include("allauth.urls")),
    path("", include("tryggby.organisations.urls")),
    path("", include("tryggby.scim.urls")),
    path("", include("tryggby.sealing.urls")),
    path("", include("tryggby.packages.urls")),
    path("", include("tryggby.mentoring.urls")),
    path("", include("tryggby.obligations.urls")),
    path("", include("tryggby.insight.urls")),
    path("", include("tryggby.network.urls")),
    path("", include("tryggby.desk.urls")),
]
urlpatterns += i18n_patterns(
    path("", include("tryggby.programmes.urls")),
    path("", include("tryggby.drills.urls")),
    path("", include("tryggby.certificates.urls")),
    path("", include("tryggby.events.urls")),
    # Before knowledge: it answers /ung/<a text>/ for every text that children can read.
    path("", include("tryggby.routines.urls")),
    path("", include("tryggby.outreach.urls")),
    path("", include("tryggby.knowledge.urls")),
    path("", include("tryggby.api.urls")),
    # The last of these: the editors' pages have a name of their own each, /<name>/.
    path("", include("tryggby.website.urls")),
    prefix_default_language=False,
)
# Last: the editors' place answers every address below its own that no room has taken.
urlpatterns += [path("redaksjon/", include("tryggby.knowledge.editing_urls"))]
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("tryggby.desk.demo_urls")))
