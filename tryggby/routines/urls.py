"""The addresses of what children and adults make together, of a unit's routines, and of its self-review."""

from django.urls import path

from tryggby.routines import views

app_name = "routines"
CHILD = [
    path("ung/deling/", views.sharing_plan, name="sharing_plan"),
    path("ung/deling/ark/", views.sharing_paper, name="sharing_paper"),
    path("ung/trygghetsperson/", views.safe_person, name="safe_person"),
    path("ung/trygghetsperson/kort/", views.safe_person_card, name="safe_person_card"),
    path("trygghetsperson/", views.safe_person_adult, name="safe_person_adult"),
]
urlpatterns = [*CHILD]
