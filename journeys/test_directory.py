"""A coordinator whose municipality is reorganised: looks at what would move, saves it, and connects the directory."""

import csv
import io
import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from journeys.steps import said, wrong
from tests.running.browser import check_page

HEADING = ["enhet", "overordnet enhet", "tjeneste", "fornavn", "etternavn", "e-post", "stilling"]
ROWS = [
    ["Uteteamet", "", "kultur", "", "", "", ""],
    ["Uteteamet", "", "", "Nora", "Solheim", "nora.solheim@solvik.example", "leder"],
    ["Kulturhuset Kaia", "Uteteamet", "", "", "", "", ""],
    ["Romskipet", "", "romfart", "", "", "", ""],
]


@pytest.mark.shows("drills.4")
def test_coordinator_takes_in_a_reorganisation(browser_as):
    page = browser_as("koordinator")
    page.goto("/enheter/")
    page.get_by_role("link", name="Hent inn fra fil").first.click()
    page.get_by_label("Fil", exact=True).set_input_files({"name": "x.pdf", "mimeType": "text/csv", "buffer": b"%PDF"})
    page.get_by_role("button", name="Last opp og se endringene").click()
    expect(wrong(page)).to_contain_text("CSV og Excel-filer")
    file = {"name": "omorganisering.csv", "mimeType": "text/csv", "buffer": _file()}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Last opp og se endringene").click()
    expect(page.get_by_text("Nye enheter: 1")).to_be_visible()
    expect(page.get_by_text("Kulturhuset Kaia: fra øverst til Uteteamet")).to_be_visible()
    expect(page.get_by_text("Nora Solheim blir leder i Uteteamet (100 %)")).to_be_visible()
    expect(page.get_by_text(re.compile("Rad 5: vi kjenner ikke tjenesten «romfart»"))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Lagre endringene").click()
    said(page, "Ferdig. Endringene er lagret.")
    expect(page.get_by_text("Nye personer: 1")).to_be_visible()
    expect(page.get_by_text("Én rad ble ikke med")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Se enhetene").click()
    expect(page.get_by_role("link", name="Uteteamet")).to_be_visible()


def test_coordinator_connects_the_directory(browser_as, product):
    page = browser_as("koordinator")
    page.goto("/start/")
    page.get_by_role("link", name="Katalogen (SCIM)").click()
    check_page(page)
    page.get_by_role("link", name="Ny nøkkel").click()
    page.get_by_role("button", name="Lag nøkkelen").click()
    wrong(page)
    page.get_by_label("Navn på nøkkelen").fill("Entra ID, prøve")
    page.get_by_role("button", name="Lag nøkkelen").click()
    secret = page.locator("[data-secret]").inner_text()
    check_page(page)
    _tell_of_a_group(product.url, secret)
    page.get_by_role("link", name="Jeg har tatt vare på den").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("link", name="Nattevakter").click()
    expect(page.get_by_text("ida.natt@solvik.example")).to_be_visible()
    page.get_by_label("Enhet", exact=True).select_option(label="Barneverntjenesten")
    page.get_by_role("radio", name="Ansatt").check()
    page.get_by_role("button", name="Koble gruppa til enheten").click()
    said(page, "Nattevakter er koblet til Barneverntjenesten.")
    check_page(page)
    page.get_by_role("link", name="Enheter").first.click()
    page.get_by_role("link", name="Barneverntjenesten").click()
    expect(page.get_by_text("Ida Natt").first).to_be_visible()


def _file() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([HEADING, *ROWS])
    return out.getvalue().encode("cp1252")


def _tell_of_a_group(url: str, secret: str) -> None:
    """What the directory does with the token: an account, and a group with it."""
    schema = "urn:ietf:params:scim:schemas:core:2.0:"
    ida = {"userName": "ida.natt@solvik.example", "name": {"givenName": "Ida", "familyName": "Natt"}, "active": True}
    made = _post(f"{url}/scim/v2/Users", secret, ida | {"schemas": [f"{schema}User"]})
    group = {"displayName": "Nattevakter", "members": [{"value": made["id"]}]}
    _post(f"{url}/scim/v2/Groups", secret, group | {"schemas": [f"{schema}Group"]})


def _post(url: str, secret: str, body: dict) -> dict:
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/scim+json"}
    asked = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.load(answer)
