"""A certificate is made, taken home, shown to somebody, checked, and found out when it was changed."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.running.browser import check_page


def test_a_certificate_is_made_shown_and_checked(browser_as, tmp_path):
    page = browser_as("mentor", width=390)
    page.goto("/mine-bevis/")
    check_page(page)
    card = (
        page.get_by_role("listitem").filter(has_text="Gjelder").filter(has=page.get_by_role("link", name="PDF")).first
    )
    title = card.get_by_role("heading").inner_text()
    with page.expect_download() as paper:
        card.get_by_role("link", name="PDF").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF-1.7")
    card.get_by_text("Digitalt bevis").click()
    with page.expect_download() as badge:
        card.get_by_role("link", name="JWT").click()
    token = Path(badge.value.path()).read_text("ascii")
    address = card.get_by_role("link", name="Siden du kan vise").get_attribute("href")
    code = (address or "").rstrip("/").rpartition("/")[2]
    assert len(code) == 20
    visitor = browser_as("", width=390)
    visitor.goto(f"/bevis/{code}/")
    expect(visitor.get_by_role("heading", name="Beviset gjelder")).to_be_visible()
    expect(visitor.get_by_text(title)).to_be_visible()
    check_page(visitor)
    visitor.get_by_label("Navnet på beviset du har fått se").fill("En Annen")
    visitor.get_by_role("button", name="Sjekk navnet").click()
    expect(visitor.get_by_text("Nei, det er ikke navnet på beviset")).to_be_visible()
    visitor.get_by_role("link", name="Sjekk et annet bevis").click()
    check_page(visitor)
    visitor.get_by_label("Lim inn beviset").fill(token)
    visitor.get_by_role("button", name="Sjekk", exact=True).click()
    expect(visitor.get_by_role("heading", name="Beviset er ekte og gjelder")).to_be_visible()
    check_page(visitor)
    head, body, signature = token.split(".")
    changed = tmp_path / "bevis.jwt"
    changed.write_text(".".join([head, body[:-6] + "AAAAAA", signature]), "ascii")
    visitor.get_by_label("Eller velg filen").set_input_files(changed)
    visitor.get_by_label("Lim inn beviset").fill("")
    visitor.get_by_role("button", name="Sjekk", exact=True).click()
    expect(visitor.get_by_role("heading", name="Innholdet er endret")).to_be_visible()


def test_the_coordinator_withdraws_one_and_whoever_checks_it_sees_so(browser_as):
    page = browser_as("mentor", width=1280)
    page.goto("/mine-bevis/")
    address = page.get_by_role("link", name=re.compile("^Siden du kan vise")).first.get_attribute("href")
    path = "/bevis/" + (address or "").rstrip("/").rpartition("/")[2] + "/"
    other = browser_as("koordinator", width=1280)
    other.goto(path)
    other.get_by_role("link", name="Trekk beviset tilbake").click()
    check_page(other)
    other.get_by_label("Hvorfor trekkes beviset tilbake?").fill("Gjaldt en annen periode")
    other.get_by_role("button", name="Trekk tilbake").click()
    expect(other.get_by_text("Beviset er trukket tilbake.").first).to_be_visible()
    visitor = browser_as("", width=390)
    visitor.goto(path)
    expect(visitor.get_by_role("heading", name="Beviset er trukket tilbake")).to_be_visible()
    expect(visitor.get_by_text("Gjaldt en annen periode")).to_have_count(0)
    page.goto("/mine-bevis/")
    expect(page.get_by_text("Gjaldt en annen periode")).to_be_visible()
    other.goto(path)
    other.get_by_role("link", name="La eieren lage et nytt bevis").click()
    check_page(other)
    other.get_by_role("button", name="Ja, la eieren lage et nytt").click()
    expect(other.get_by_text("Eieren kan lage et nytt bevis på siden sin.").first).to_be_visible()
    page.goto("/mine-bevis/")
    check_page(page)
    page.get_by_role("button", name=re.compile("^Lag beviset")).first.click()
    expect(page.get_by_text("Beviset er laget.")).to_be_visible()
    visitor.goto(path)
    expect(visitor.get_by_role("heading", name="Beviset er trukket tilbake")).to_be_visible()
