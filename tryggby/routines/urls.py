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
ROUTINES = [
    path("rutiner/", views.shelf, name="shelf"),
    path("rutiner/handlingsplan/", views.action_plan, name="action_plan"),
    path("rutiner/handlingsplan/rutiner.docx", views.action_plan_word, name="action_plan_word"),
    path("rutiner/handlingsplan/rutiner.pdf", views.action_plan_pdf, name="action_plan_pdf"),
    path("rutiner/handlingsplan/rutiner.md", views.action_plan_md, name="action_plan_md"),
    path("rutiner/vedtatt/<slug:key>/", views.adoption, name="adoption"),
    path("rutiner/vedtatt/<slug:key>/gjennomgang/", views.review, name="review"),
    path("rutiner/<slug:slug>/", views.routine, name="routine"),
    path("rutiner/<slug:slug>/tilpasning/", views.adaptation, name="adaptation"),
    path("rutiner/<slug:slug>/ny-utgave/", views.new_version, name="new_version"),
    path("rutiner/<slug:slug>/vedtak/", views.adopting, name="adopting"),
]
SELF_REVIEW = [
    path("egenvurdering/", views.self_reviews, name="self_reviews"),
    path("egenvurdering/punkt/<slug:key>/", views.point, name="point"),
    path("egenvurdering/<slug:key>/", views.self_review, name="self_review"),
    path("egenvurdering/<slug:key>/plan/", views.plan, name="plan"),
    path("egenvurdering/<slug:key>/bort/", views.removal, name="removal"),
    path("egenvurdering/<slug:key>/avslutning/", views.closing, name="closing"),
    path("egenvurdering/<slug:key>/<int:number>/", views.item, name="item"),
]
urlpatterns = [*CHILD, *ROUTINES, *SELF_REVIEW]
