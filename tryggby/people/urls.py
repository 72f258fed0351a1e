"""Addresses of the people room. Sign-in by code, password and passkey is allauth's, under /konto/."""

from django.urls import path

from tryggby.people import views

app_name = "people"
urlpatterns = [
    path("logg-inn/", views.sign_in, name="sign_in"),
    path("logg-ut/", views.sign_out, name="sign_out"),
    path("min-side/", views.account, name="account"),
    path("min-side/lagret/", views.stored, name="stored"),
    path("min-side/logg-ut-overalt/", views.everywhere, name="everywhere"),
]
