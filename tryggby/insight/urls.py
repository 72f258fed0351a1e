"""Addresses of the insight room."""

from django.urls import path

from tryggby.insight.views import coverage, files, people

app_name = "insight"
urlpatterns = [
    path("dekning/", coverage.coverage, name="coverage"),
    path("dekning/sted/<key>/", coverage.place, name="place"),
    path("dekning/sted/<key>/matrise/", coverage.matrix, name="matrix"),
    path("dekning/sted/<key>/rapport/", coverage.report, name="report"),
    path("dekning/sted/<key>/dekning.xlsx", files.place_xlsx, name="place_xlsx"),
    path("dekning/sted/<key>/dekning.csv", files.place_csv, name="place_csv"),
    path("dekning/opplaering/<key>/", coverage.training, name="training"),
    path("dekning/enhet/<key>/", people.unit, name="unit"),
    path("dekning/enhet/<key>/ansatte.xlsx", files.people_xlsx, name="people_xlsx"),
    path("dekning/enhet/<key>/ansatte.csv", files.people_csv, name="people_csv"),
]
