"""Addresses of the organisations room."""

from django.urls import path

from tryggby.organisations.views import face, imports, partners, roles, set_up, units

app_name = "organisations"
urlpatterns = [
    path("oppsett/", set_up.set_up, name="set_up"),
    path("enheter/", units.units, name="units"),
    path("enheter/ny/", units.unit_new, name="unit_new"),
    path("enheter/import/", imports.staff_import_new, name="staff_import_new"),
    path("enheter/import/mal.csv", imports.staff_import_template, name="staff_import_template"),
    path("enheter/import/<str:key>/", imports.staff_import, name="staff_import"),
    path("enheter/import/<str:key>/godkjenning/", imports.staff_import_acceptance, name="staff_import_acceptance"),
    path("enheter/import/<str:key>/forkasting/", imports.staff_import_dismissal, name="staff_import_dismissal"),
    path("enheter/<str:key>/", units.unit, name="unit"),
    path("enheter/<str:key>/stenging/", units.unit_closure, name="unit_closure"),
    path("enheter/<str:key>/tilhorighet/", units.membership_new, name="membership_new"),
    path("tilhorigheter/<str:key>/slutt/", units.membership_end, name="membership_end"),
    path("organisasjoner/", partners.partners, name="partners"),
    path("organisasjoner/ny/", partners.partner_new, name="partner_new"),
    path("organisasjoner/avtaler/ny/", partners.partnership_new, name="partnership_new"),
    path("organisasjoner/avtaler/<str:key>/slutt/", partners.partnership_end, name="partnership_end"),
    path("styring/navn-og-farge/", face.face, name="face"),
    path("styring/roller/", roles.roles, name="roles"),
    path("styring/roller/ny/", roles.role_new, name="role_new"),
    path("styring/roller/<str:key>/slutt/", roles.role_end, name="role_end"),
]
