"""Addresses of the knowledge base, the glossary, pictures and films, and the editors' overview."""

from django.urls import path

from tryggby.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("kunnskap/", views.index, name="index"),
    path("kunnskap/for/barn/", views.children, name="children"),
    path("kunnskap/for/<slug:who>/", views.audience, name="audience"),
    path("kunnskap/tema/<slug:slug>/", views.theme, name="theme"),
    path("kunnskap/film/<slug:key>/", views.film, name="film"),
    path("kunnskap/film/<slug:key>/tekst/", views.film_captions, name="film_captions"),
    path("kunnskap/nytt.xml", views.feed, name="feed"),
    path("kunnskap/<slug:slug>/", views.article, name="article"),
    path("ung/<slug:slug>/", views.child, name="child"),
    path("foreldre/<slug:slug>/", views.parent, name="parent"),
    path("ordliste/", views.glossary, name="glossary"),
    path("media/images/<str:name>", views.image, name="image"),
    path("redaksjon/kunnskap/", views.overview, name="overview"),
    path("redaksjon/kunnskap/utgave/<int:number>/", views.edition, name="edition"),
    path("redaksjon/kunnskap/kontroll/<int:number>/", views.review, name="review"),
]
