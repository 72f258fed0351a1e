"""Addresses of the mentoring room."""

from django.urls import path

from tryggby.mentoring.views import home, invitation, leader, plan, run

app_name = "mentoring"
urlpatterns = [
    path("mentor/", home.home, name="home"),
    path("mentor/okter/", home.practices, name="practices"),
    path("mentor/okter/ny/", plan.new_practice, name="new_practice"),
    path("mentor/okter/<key>/", plan.practice, name="practice"),
    path("mentor/okter/<key>/flytt/", plan.move, name="move"),
    path("mentor/okter/<key>/avlys/", plan.cancellation, name="cancellation"),
    path("mentor/okter/<key>/kjor/", run.run, name="run"),
    path("mentor/okter/<key>/storskjerm/", run.screen, name="screen"),
    path("mentor/okter/<key>/ark/", run.sheet, name="sheet"),
    path("mentor/okter/<key>/rapport/", run.report, name="report"),
    path("ovinger/<key>/", invitation.invitation, name="invitation"),
    path("ovinger/<key>/kalender.ics", invitation.calendar, name="calendar"),
    path("min-enhet/mentorer/", leader.mandates, name="mandates"),
    path("min-enhet/mentorer/<key>/avslutt/", leader.mandate_end, name="mandate_end"),
    path("min-enhet/oving/", leader.unit_practice, name="unit_practice"),
]
