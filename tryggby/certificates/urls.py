"""Addresses of the certificates room."""

from django.urls import path

from tryggby.certificates.views import own, proof

app_name = "certificates"
urlpatterns = [
    path("mine-bevis/", own.own, name="own"),
    path("mine-bevis/<slug:key>/bevis.pdf", own.paper, name="paper"),
    path("mine-bevis/<slug:key>/bevis.<slug:form>", own.badge, name="badge"),
    path("bevis/", proof.check, name="check"),
    path("bevis/nokler.json", proof.keys, name="keys"),
    path("bevis/utsteder/<slug:key>.json", proof.issuer, name="issuer"),
    path("bevis/<slug:code>/", proof.certificate, name="certificate"),
    path("bevis/<slug:code>/trekk/", proof.withdrawal, name="withdrawal"),
    path("bevis/<slug:code>/nytt/", proof.renewal, name="renewal"),
]
