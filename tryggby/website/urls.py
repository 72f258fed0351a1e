"""Addresses of the public front hall."""

from django.urls import path

from tryggby.website import views

app_name = "website"
urlpatterns = [
    path("", views.front, name="front"),
    path("dette-gjor-vi/", views.about, name="about"),
    path("ung/", views.young, name="young"),
    path("foreldre/", views.parents, name="parents"),
    path("for-ansatte/", views.staff, name="staff"),
    path("kontakt/", views.contact, name="contact"),
    path("personvern/", views.privacy, name="privacy"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
]
