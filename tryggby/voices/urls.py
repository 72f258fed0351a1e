"""The addresses of children's advice: for children at /si-din-mening/, for everybody at /barna-sa/, for adults."""

from django.urls import path

from tryggby.voices import sealed_urls, views

app_name = "voices"
CHILD = [
    path("si-din-mening/", views.entry, name="entry"),
    path("si-din-mening/sprak/<slug:language>/", views.entry, name="entry_in"),
    path("si-din-mening/takk/<slug:language>/", views.thanks, name="thanks"),
    path("si-din-mening/<slug:code>/", views.flow, name="flow"),
    path("si-din-mening/<slug:code>/<slug:language>/", views.flow, name="flow_in"),
    path("stemmer-det/<slug:code>/", views.truth, name="truth"),
    path("stemmer-det/<slug:code>/<slug:language>/", views.truth, name="truth_in"),
]
OPEN = [
    path("barna-sa/", views.said_and_did, name="said_and_did"),
    path("barna-sa/<slug:service>/", views.said_and_did_in, name="said_and_did_in"),
    path("tillit/", views.trust, name="trust"),
]
ADULTS = [
    path("barnas-rad/", views.advice_list, name="advice_list"),
    path("barnas-rad/samtale/", views.talk, name="talk"),
    path("barnas-rad/tall/", views.figures, name="figures"),
    path("barnas-rad/kanaler/", views.channels, name="channels"),
    path("barnas-rad/kanaler/ny/", views.new_channel, name="new_channel"),
    path("barnas-rad/kanaler/<slug:key>/", views.channel, name="channel"),
    path("barnas-rad/kanaler/<slug:key>/endre/", views.change, name="change"),
    path("barnas-rad/kanaler/<slug:key>/sporsmal/", views.questions, name="questions"),
    path("barnas-rad/kanaler/<slug:key>/sporsmal/eget/", views.own_question, name="own_question"),
    path("barnas-rad/kanaler/<slug:key>/tilstand/", views.state, name="state"),
    path("barnas-rad/kanaler/<slug:key>/plakat/", views.poster, name="poster"),
    path("barnas-rad/kanaler/<slug:key>/kort/", views.cards, name="cards"),
    path("barnas-rad/kanaler/<slug:key>/stemmer-det/", views.truth_poster, name="truth_poster"),
    path("barnas-rad/kanaler/<slug:key>/forhandsvisning/", views.preview, name="preview"),
    path("barnas-rad/<slug:key>/", views.advice, name="advice"),
    path("barnas-rad/<slug:key>/visning/", views.advice_publication, name="advice_publication"),
]
urlpatterns = [*CHILD, *sealed_urls.CHILD, *OPEN, *sealed_urls.ADULTS, *ADULTS]
