"""The pages that anybody may open: what happens, sign-up, and one's own place."""

from django.urls import path

from tryggby.events import views
from tryggby.events.more_urls import PUBLIC

app_name = "events"
urlpatterns = [
    *PUBLIC,
    path("arrangementer/", views.events, name="events"),
    path("arrangementer/kalender.ics", views.feed, name="feed"),
    path("arrangementer/<slug:slug>/", views.event, name="event"),
    path("arrangementer/<slug:slug>/pamelding/", views.signup, name="signup"),
    path("arrangementer/<slug:slug>/pamelding/gruppe/", views.group, name="group"),
    path("arrangementer/<slug:slug>/kalender.ics", views.entry, name="entry"),
    path("arrangementer/<slug:slug>/program-utskrift/", views.programme, name="programme"),
    path("pamelding/<str:token>/", views.place, name="place"),
    path("pamelding/<str:token>/svar/", views.answer, name="answer"),
    path("pamelding/<str:token>/bytte/", views.switch, name="switch"),
    path("pamelding/<str:token>/onske/", views.wish, name="wish"),
    path("pamelding/<str:token>/avmelding/", views.leaving, name="leaving"),
    path("sending/<str:token>/", views.stream, name="stream"),
]
