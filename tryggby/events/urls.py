"""The addresses of events: for visitors at /arrangementer/ and /pamelding/, for those who run them at /arrangement/."""

from django.urls import path

from tryggby.events import views
from tryggby.events.more_urls import PUBLIC, STAFF

app_name = "events"
OPEN = [
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
RUN = [
    *STAFF,
    path("arrangement/", views.own, name="own"),
    path("arrangement/ny/", views.new, name="new"),
    path("arrangement/<slug:key>/", views.overview, name="overview"),
    path("arrangement/<slug:key>/endre/", views.edit, name="edit"),
    path("arrangement/<slug:key>/program/", views.slots, name="slots"),
    path("arrangement/<slug:key>/plasser/", views.places, name="places"),
    path("arrangement/<slug:key>/kunngjoring/", views.publication, name="publication"),
    path("arrangement/<slug:key>/flytting/", views.move, name="move"),
    path("arrangement/<slug:key>/avlysning/", views.cancellation, name="cancellation"),
    path("arrangement/<slug:key>/arkivering/", views.archiving, name="archiving"),
    path("arrangement/<slug:key>/pameldte/", views.signups, name="signups"),
    path("arrangement/<slug:key>/pameldte/<slug:signup_key>/avmelding/", views.removal, name="removal"),
    path("arrangement/<slug:key>/pameldte/<slug:signup_key>/lenke/", views.new_link, name="new_link"),
    path("arrangement/<slug:key>/behov/", views.needs, name="needs"),
    path("arrangement/<slug:key>/post/", views.post, name="post"),
    path("arrangement/<slug:key>/liste/", views.sheet, name="sheet"),
    path("arrangement/<slug:key>/dorvakter/", views.doorkeepers, name="doorkeepers"),
    path("arrangement/<slug:key>/dor/", views.door, name="door"),
    path("arrangement/<slug:key>/dor/kom/", views.arrivals, name="arrivals"),
    path("arrangement/<slug:key>/dor/uten/", views.walk_ins, name="walk_ins"),
    path("arrangement/<slug:key>/dor/tall/", views.count, name="count"),
    path("arrangement/<slug:key>/dor/skann/", views.scan, name="scan"),
]
urlpatterns = [*OPEN, *RUN]
