"""The toolbox: found by service and core element, read and printed."""

import pytest

from tryggby.packages.factories import make_release, package_files
from tryggby.packages.imports import accept_import

pytestmark = pytest.mark.django_db

TOOL = """---
title: {0}
summary: Om {0}.
owner_role: Lærer
checked: 2026-11-22
elements: [work_culture]
review: {{status: pending, roles: [jurist]}}
---

## Slik

Les [mer](part:forste) og [hjelp](/hjelp/).
"""


@pytest.fixture
def toolbox():
    extra = {
        f"services/{service}/tools/{service}-ark.md": TOOL.format(f"Ark for {service}").encode()
        for service in ("skole", "barnehage")
    }
    return accept_import(by=None, files=package_files() | extra)


def test_the_tools_of_the_own_service_come_first(as_, jonas, toolbox):
    html = as_(jonas).get("/verktoy/").content.decode()
    assert html.index("Ark for skole") < html.index("Til veggen.") < html.index("Ark for barnehage")


def test_tools_are_filtered_by_service_and_element(as_, jonas, toolbox):
    client = as_(jonas)
    html = client.get("/verktoy/?tjeneste=barnehage").content.decode()
    assert "Ark for barnehage" in html and "Ett ark" in html and "Ark for skole" not in html
    html = client.get("/verktoy/?element=practical_skill").content.decode()
    assert "Ett ark" in html and "Ark for skole" not in html
    assert "Ingen verktøy passer" in client.get("/verktoy/?element=reflexivity").content.decode()
    assert "Ark for skole" in client.get("/verktoy/?element=tull&tjeneste=tull").content.decode()


def test_the_toolbox_is_kind_when_empty(as_, jonas):
    assert as_(jonas).get("/verktoy/").status_code == 200


def test_a_tool_is_read_and_printed(as_, jonas, toolbox):
    client = as_(jonas)
    html = client.get("/verktoy/liten/skole-ark/").content.decode()
    assert "Faglig kontroll gjenstår" in html and 'href="/laer/liten/forste/"' in html and "Ansvarlig: Lærer" in html
    html = client.get("/verktoy/liten/skole-ark/utskrift/").content.decode()
    assert 'class="qr"' in html and "utgave 1.0.0" in html


def test_only_tools_of_the_current_release_are_shown(as_, jonas, toolbox):
    make_release(version="1.1.0")
    client = as_(jonas)
    assert "Ark for skole" not in client.get("/verktoy/").content.decode()
    assert client.get("/verktoy/liten/skole-ark/").status_code == 404
