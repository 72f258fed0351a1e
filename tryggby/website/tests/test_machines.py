"""What machines ask for: security.txt that never runs out, robots.txt, the sitemap."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
import time_machine
from django.test import Client

from tryggby.events.factories import EventFactory
from tryggby.organisations.factories import InstallationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installation(db):
    InstallationFactory(owner__name="Solvik kommune", contact_email="oppvekst@solvik.example")


@pytest.mark.parametrize("day", ["2026-01-31", "2026-06-15", "2026-11-22", "2028-02-29", "2031-12-31"])
def test_security_txt_never_runs_out(client, day):
    now = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    with time_machine.travel(now, tick=False):
        answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    ahead = dt.datetime.fromisoformat(fields["Expires"]) - now
    assert dt.timedelta(days=180) < ahead < dt.timedelta(days=365)
    assert "Contact: mailto:oppvekst@solvik.example" in answer.text
    assert fields["Canonical"].endswith("/.well-known/security.txt")


def test_robots_leave_forms_and_the_demo_alone(client, settings):
    settings.DEMO = False
    assert "Disallow: /si-fra/" in client.get("/robots.txt").text
    assert "Disallow: /hjelp/" not in client.get("/robots.txt").text
    settings.DEMO = True
    demo = Client().get("/robots.txt").text
    assert "Disallow: /\n" in demo


def test_the_sitemap_names_every_open_page_and_no_closed_one(client):
    breakfast, internal = EventFactory(), EventFactory(kind="internal")
    answer = client.get("/sitemap.xml")
    places = [node.text for node in ET.fromstring(answer.text).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    paths = {place.split("/", 3)[3] for place in places}
    assert {"", "nn/", "en/hjelp/", "prosjektet/", f"arrangementer/{breakfast.slug}/"} <= paths
    assert not any(internal.slug in path for path in paths)
    assert len(places) == len(set(places))
    for path in sorted(paths):
        assert client.get(f"/{path}").status_code == 200, path
