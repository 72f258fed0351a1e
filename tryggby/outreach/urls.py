"""The addresses of oppvekst days that anybody may ask for, and of dialogue meetings and days as they are planned."""

from django.urls import path

from tryggby.outreach import views

app_name = "outreach"
OPEN = [
    path("oppvekstdag/", views.asking, name="asking"),
    path("oppvekstdag/min/<slug:token>/", views.request, name="request"),
    path("oppvekstdag/min/<slug:token>/tilbake/", views.withdrawal, name="withdrawal"),
    path("oppvekstdag/vurdering/<slug:token>/", views.evaluation, name="evaluation"),
    path("dialogmoter/", views.promises, name="promises"),
]
MEETINGS = [
    path("nettverk/dialogmoter/", views.meetings, name="meetings"),
    path("nettverk/dialogmoter/nytt/", views.new, name="new"),
    path("nettverk/dialogmoter/lofter/<slug:key>/", views.promise, name="promise"),
    path("nettverk/dialogmoter/saker/<slug:key>/", views.point, name="point"),
    path("nettverk/dialogmoter/saker/<slug:key>/fjerning/", views.point_removal, name="point_removal"),
    path("nettverk/dialogmoter/<slug:key>/", views.meeting, name="meeting"),
    path("nettverk/dialogmoter/<slug:key>/endring/", views.edit, name="edit"),
    path("nettverk/dialogmoter/<slug:key>/sjekkliste/", views.safety, name="safety"),
    path("nettverk/dialogmoter/<slug:key>/ledere/", views.leaders, name="leaders"),
    path("nettverk/dialogmoter/<slug:key>/sak/", views.agenda, name="agenda"),
    path("nettverk/dialogmoter/<slug:key>/holdt/", views.holding, name="holding"),
    path("nettverk/dialogmoter/<slug:key>/lofte/", views.pledge, name="pledge"),
    path("nettverk/dialogmoter/<slug:key>/visning/", views.showing, name="showing"),
    path("nettverk/dialogmoter/<slug:key>/avlysning/", views.cancellation, name="cancellation"),
]
DAYS = [
    path("nettverk/oppvekstdager/", views.days, name="days"),
    path("nettverk/oppvekstdager/<slug:key>/", views.day, name="day"),
    path("nettverk/oppvekstdager/<slug:key>/plan/", views.plan, name="plan"),
    path("nettverk/oppvekstdager/<slug:key>/nei/", views.ending, name="ending"),
    path("nettverk/oppvekstdager/<slug:key>/kom/", views.came, name="came"),
]
urlpatterns = [*OPEN, *MEETINGS, *DAYS]
