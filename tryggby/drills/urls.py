"""Addresses of the drills room."""

from django.urls import path

from tryggby.drills.views import editor, lead, phone, run, shelf, unit

app_name = "drills"
urlpatterns = [
    path("bli-med/", phone.join, name="join"),
    path("bli-med/ovelse/<key>/", phone.phone, name="phone"),
    path("ovelser/", shelf.shelf, name="shelf"),
    path("ovelser/start/", shelf.start, name="start"),
    path("ovelser/enhet/", unit.unit, name="unit"),
    path("ovelser/svar/", unit.local, name="local"),
    path("ovelser/redaksjon/", editor.editor, name="editor"),
    path("ovelser/tiltak/<key>/", unit.follow_up, name="follow_up"),
    path("ovelser/gjennomforing/<key>/", run.run, name="run"),
    path("ovelser/gjennomforing/<key>/avlys/", run.cancellation, name="cancellation"),
    path("ovelser/gjennomforing/<key>/leder/", lead.lead, name="lead"),
    path("ovelser/gjennomforing/<key>/etterpa/", lead.fix, name="fix"),
    path("ovelser/gjennomforing/<key>/storskjerm/", lead.screen, name="screen"),
    path("ovelser/gjennomforing/<key>/ark/", run.run_sheet, name="run_sheet"),
    path("ovelser/gjennomforing/<key>/referat/", run.record, name="record"),
    path("ovelser/<slug:package>/<slug:drill>/", shelf.drill, name="drill"),
    path("ovelser/<slug:package>/<slug:drill>/ark/", shelf.sheet, name="sheet"),
    path("ovelser/<slug:package>/<slug:drill>/ny/", run.new_run, name="new_run"),
]
