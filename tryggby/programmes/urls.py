"""Addresses of the programmes room."""

from django.urls import path

from tryggby.programmes.views import cohort, gathering, here, learning, mine, people, room, wizard

app_name = "programmes"
urlpatterns = [
    path("program/", cohort.cohorts, name="cohorts"),
    path("program/mal/<slug:key>/", cohort.programme, name="programme"),
    path("program/ny/", wizard.start, name="start"),
    path("program/ny/<slug:key>/slett/", wizard.discard, name="discard"),
    path("program/ny/<slug:key>/<slug:step>/", wizard.step, name="step"),
    path("program/<slug:key>/", cohort.cohort, name="cohort"),
    path("program/<slug:key>/dager/", cohort.days, name="days"),
    path("program/<slug:key>/avslutt/", cohort.closure, name="closure"),
    path("program/<slug:key>/deltakere/", people.people, name="people"),
    path("program/<slug:key>/deltakere/inviter/", people.invite, name="invite"),
    path("program/<slug:key>/deltakere/ny/<slug:track>/<slug:unit>/", people.enrol, name="enrol"),
    path("program/<slug:key>/deltakere/<slug:enrolment>/avslutt/", people.leave, name="leave"),
    path("program/<slug:key>/invitasjon/<slug:invitation>/", people.remind, name="remind"),
    path("program/<slug:key>/oppmote/<slug:gathering>/", gathering.attendance, name="attendance"),
    path("program/<slug:key>/oppmote/<slug:gathering>/antall/", gathering.headcount, name="headcount"),
    path("program/<slug:key>/oppmote/<slug:gathering>/innsjekking/", room.room, name="room"),
    path(
        "program/<slug:key>/oppmote/<slug:gathering>/innsjekking/<slug:arrival>/",
        room.arrival_line,
        name="arrival_line",
    ),
    path("program/<slug:key>/oppmote/<slug:gathering>/tavle/", room.board, name="board"),
    path("program/<slug:key>/flytt/<slug:gathering>/", gathering.move, name="move"),
    path("program/<slug:key>/avlys/<slug:gathering>/", gathering.cancellation, name="cancellation"),
    path("program/<slug:key>/laeringsmal/", learning.goals, name="goals"),
    path("program/<slug:key>/forpliktelser/", learning.commitments, name="commitments"),
    path("her/", here.here, name="here"),
    path("her/mine/", here.receipts, name="receipts"),
    path("her/<slug:code>/", here.arrival, name="arrival"),
    path("samlinger/", mine.mine, name="mine"),
    path("samlinger/<slug:key>/", mine.gathering, name="gathering"),
    path("samlinger/<slug:key>/her/", mine.presence, name="presence"),
    path("samlinger/<slug:key>/laeringsmal/", learning.answers, name="answers"),
    path("bli-med/<str:token>/", mine.invitation, name="invitation"),
]
