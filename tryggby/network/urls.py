"""The addresses of the network: what the cities say, compare and release."""

from django.urls import path

from tryggby.network import views

app_name = "network"
urlpatterns = [
    path("nettverk/", views.networks, name="networks"),
    path("nettverk/slipp/", views.releases, name="releases"),
    path("nettverk/slipp.json", views.published, name="published"),
    path("nettverk/slipp/nytt/", views.release, name="release"),
    path("nettverk/slipp/mottak/", views.intake, name="intake"),
    path("nettverk/by/<slug:key>/", views.city, name="city"),
    path("nettverk/by/<slug:key>/adresse/", views.source, name="source"),
    path("nettverk/by/<slug:key>/henting/", views.fetching, name="fetching"),
    path("nettverk/nokkel/<slug:key>/slutt/", views.key_end, name="key_end"),
    path("nettverk/plass/<slug:key>/slutt/", views.membership_end, name="membership_end"),
    path("nettverk/funn/<slug:key>/", views.finding, name="finding"),
    path("nettverk/<slug:key>/", views.network, name="network"),
    path("nettverk/<slug:key>/byer/", views.cities, name="cities"),
    path("nettverk/<slug:key>/sporsmal/", views.questions, name="questions"),
    path("nettverk/<slug:key>/fokuspunkt/<int:number>/", views.focus_point, name="focus_point"),
    path("nettverk/<slug:key>/sammenlign/", views.comparison, name="comparison"),
    path("nettverk/<slug:key>/saksliste/", views.agenda, name="agenda"),
]
