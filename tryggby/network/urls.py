"""The addresses of the network: what the cities say, compare and release."""

from django.urls import path

from tryggby.network import views

app_name = "network"
urlpatterns = [
    path("nettverket/", views.networks, name="networks"),
    path("nettverk/rad/", views.advice, name="advice"),
    path("nettverk/slipp/", views.releases, name="releases"),
    path("nettverk/slipp.json", views.published, name="published"),
    path("nettverk/slipp/nytt/", views.release, name="release"),
    path("nettverk/slipp/mottak/", views.intake, name="intake"),
    path("nettverk/slipp/by/<slug:key>/", views.city, name="city"),
    path("nettverk/slipp/by/<slug:key>/adresse/", views.source, name="source"),
    path("nettverk/slipp/by/<slug:key>/henting/", views.fetching, name="fetching"),
    path("nettverk/slipp/by/<slug:key>/navn/", views.city_name, name="city_name"),
    path("nettverk/slipp/by/<slug:key>/tall/slutt/", views.figures_end, name="figures_end"),
    path("nettverk/slipp/nokkel/<slug:key>/slutt/", views.key_end, name="key_end"),
    path("nettverket/plass/<slug:key>/datoer/", views.membership, name="membership"),
    path("nettverket/plass/<slug:key>/slutt/", views.membership_end, name="membership_end"),
    path("nettverket/funn/<slug:key>/", views.finding, name="finding"),
    path("nettverket/funn/<slug:key>/bort/", views.finding_removal, name="finding_removal"),
    path("nettverket/<slug:key>/", views.network, name="network"),
    path("nettverket/<slug:key>/navn/", views.naming, name="naming"),
    path("nettverket/<slug:key>/byer/", views.cities, name="cities"),
    path("nettverket/<slug:key>/sporsmal/", views.questions, name="questions"),
    path("nettverket/<slug:key>/fokuspunkt/<int:number>/", views.focus_point, name="focus_point"),
    path("nettverket/<slug:key>/sammenlign/", views.comparison, name="comparison"),
    path("nettverket/<slug:key>/saksliste/", views.agenda, name="agenda"),
]
