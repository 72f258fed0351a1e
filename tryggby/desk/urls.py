"""Addresses of the desk: homes, the leader's unit, the coordinator's overview, and steering."""

from django.urls import path

from tryggby.desk.views import coordinator, governance, home, leader, network, offer, post

app_name = "desk"
urlpatterns = [
    path("start/", home.start, name="start"),
    path("rolle/", home.role, name="role"),
    path("hjem/", home.home, name="home"),
    path("min-enhet/", leader.leader, name="leader"),
    path("min-enhet/dekning/", leader.leader_coverage, name="leader_coverage"),
    path("min-enhet/plan/", leader.leader_plan, name="leader_plan"),
    path("min-enhet/utskrift/", leader.leader_sheet, name="leader_sheet"),
    path("min-enhet/tilbud/<slug:key>/<slug:track>/", offer.offer, name="offer"),
    path("min-enhet/tilbud/<slug:key>/<slug:track>/angre/", offer.offer_withdrawal, name="offer_withdrawal"),
    path("koordinator/", coordinator.coordinator, name="coordinator"),
    path("program/<slug:key>/status/", coordinator.status, name="status"),
    path("program/<slug:key>/eksport.xlsx", coordinator.export, name="export"),
    path("styring/post/", post.post, name="post"),
    path("styring/post/<slug:key>/", post.post_again, name="post_again"),
    path("nettverk/", network.network, name="network"),
    path("styring/personvern/", governance.privacy, name="privacy"),
    path("styring/logg/", governance.log, name="log"),
]
