"""Addresses of the insight room."""

from django.urls import path

from tryggby.insight.views import coverage, effect, files, people, report

app_name = "insight"
urlpatterns = [
    path("dekning/", coverage.coverage, name="coverage"),
    path("dekning/sted/<key>/", coverage.place, name="place"),
    path("dekning/sted/<key>/matrise/", coverage.matrix, name="matrix"),
    path("dekning/sted/<key>/rapport/", coverage.report, name="report"),
    path("dekning/sted/<key>/rapport.pdf", coverage.place_pdf, name="place_pdf"),
    path("dekning/sted/<key>/dekning.xlsx", files.place_xlsx, name="place_xlsx"),
    path("dekning/sted/<key>/dekning.csv", files.place_csv, name="place_csv"),
    path("dekning/opplaering/<key>/", coverage.training, name="training"),
    path("dekning/enhet/<key>/", people.unit, name="unit"),
    path("dekning/enhet/<key>/ansatte.xlsx", files.people_xlsx, name="people_xlsx"),
    path("dekning/enhet/<key>/ansatte.csv", files.people_csv, name="people_csv"),
    path("virkning/", effect.effect, name="effect"),
    path("virkning/sted/<key>/", effect.effect_place, name="effect_place"),
    path("virkning/enhet/<key>/", effect.effect_unit, name="effect_unit"),
    path("virkning/rapport/", report.effect_reports, name="effect_reports"),
    path("virkning/rapport/<key>/", report.effect_report, name="effect_report"),
    path("virkning/rapport/<key>/avbrudd/", report.effect_report_cancellation, name="effect_report_cancellation"),
    path("virkning/rapport/<key>/<kind>", report.effect_report_file, name="effect_report_file"),
]
