"""Addresses of the obligations room."""

from django.urls import path

from tryggby.obligations.views import leader, ledger, mine, requirements

app_name = "obligations"
urlpatterns = [
    path("mine-krav/", mine.mine, name="mine"),
    path("min-enhet/krav/", leader.unit, name="unit"),
    path("min-enhet/krav/ukebrev/", leader.digest_choice, name="digest_choice"),
    path("krav/", requirements.requirements, name="requirements"),
    path("krav/nytt/", requirements.new_requirement, name="new_requirement"),
    path("krav/brev/", ledger.digests, name="digests"),
    path("krav/permisjoner/", ledger.leaves, name="leaves"),
    path("krav/permisjoner/<key>/", leader.leave_end, name="leave_end"),
    path("krav/fritak/<key>/", leader.waiver_end, name="waiver_end"),
    path("krav/folk/<person>/", leader.person, name="person"),
    path("krav/folk/<person>/permisjon/", leader.leave, name="leave"),
    path("krav/folk/<person>/fritak/<requirement>/", leader.waiver, name="waiver"),
    path("krav/<key>/", requirements.requirement, name="requirement"),
    path("krav/<key>/endre/", requirements.change, name="change"),
    path("krav/<key>/avslutt/", requirements.end, name="end"),
]
