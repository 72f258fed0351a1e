"""A passkey is added, signs its owner in without a code or a password, and is taken away again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.running.browser import check_page, listen, open_context

# Kept in the machine, with a fingerprint that is always right.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NAME = "Skjermlåsen på jobb"


@pytest.fixture
def page(product, browser):
    """The employee's browser. A passkey belongs to a name, never to a number: hence localhost."""
    context = open_context(browser, product.url.replace("127.0.0.1", "localhost"), "ansatt", width=390)
    page = context.new_page()
    page.heard = listen(page)
    yield page
    context.close()


@pytest.fixture
def keys(page):
    """The browser's keys, for saying whose finger it is."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield lambda verified: session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": verified}
    )
    session.detach()


def test_a_passkey_is_added_signs_in_and_is_removed(page, keys):
    _add(page)
    _sign_out(page)
    keys(False)
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.wait_for_timeout(500)
    assert page.request.get("/hjem/", max_redirects=0).status == 302, "somebody else's finger opens nothing"
    page.heard.messages.clear()  # the browser says so too
    keys(True)
    page.goto("/logg-inn/")
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.wait_for_url(re.compile("/hjem/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    _remove(page)
    _sign_out(page)
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.wait_for_timeout(500)
    assert page.request.get("/hjem/", max_redirects=0).status == 302, "a key that was taken away opens nothing"


def _add(page: Page) -> None:
    page.goto("/min-side/")
    page.get_by_role("link", name="Passnøkkel og app").click()
    check_page(page)
    page.get_by_role("link", name="Legg til en passnøkkel").click()
    check_page(page)
    page.get_by_label("Navn på nøkkelen").fill(NAME)
    page.get_by_role("button", name="Legg til", exact=True).click()
    # The first key brings reserve codes, shown to whoever can use the key.
    _confirm(page)
    expect(page.get_by_role("heading", name="Reservekoder", level=1)).to_be_visible()
    check_page(page)
    page.goto("/konto/2fa/webauthn/")
    expect(page.get_by_text(NAME).first).to_be_visible()
    check_page(page)


def _confirm(page: Page) -> None:
    """A change of how one signs in is asked about again; the key itself is the answer."""
    page.get_by_role("link", name="Bruk passnøkkelen").click()
    check_page(page)
    page.get_by_role("button", name="Bruk passnøkkelen").click()
    expect(page).not_to_have_url(re.compile("/reauthenticate/"))


def _sign_out(page: Page) -> None:
    page.goto("/logg-ut/")
    page.get_by_role("main").get_by_role("button", name="Logg ut").click()
    page.goto("/logg-inn/")
    check_page(page)


def _remove(page: Page) -> None:
    page.goto("/konto/2fa/webauthn/")
    page.get_by_role("link", name=f"Fjern «{NAME}»").click()
    _confirm(page)
    check_page(page)
    page.get_by_role("button", name="Fjern", exact=True).click()
    expect(page.get_by_text("Du har ingen passnøkler ennå.")).to_be_visible()
