"""Every page, as somebody who can reach it: accessible, within the policy, one host, light, never sideways."""

import pytest

from journeys.pages import find_pages, names
from tests.running.browser import axe, faults_of, listen, open_context, sideways

# Addresses no link leads to, and why that is right.
UNLINKED = {
    "outbox:live": "for load balancers",
    "outbox:ready": "for load balancers",
}


@pytest.fixture(scope="module")
def pages(product):
    """Every page the demo's people can reach."""
    return find_pages(product.url)


@pytest.fixture(scope="module")
def contexts(product, browser):
    """One light phone and one dark desk per person, kept for the whole walk."""
    opened = {}

    def context(person: str, *, dark: bool):
        if (person, dark) not in opened:
            width = 1280 if dark else 390
            opened[person, dark] = open_context(browser, product.url, person, width=width, dark=dark)
        return opened[person, dark]

    yield context
    for one in opened.values():
        one.close()


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("name", names())
def test_page_passes_the_browser_checks(name, pages, contexts):
    if name in UNLINKED or _borrowed_and_unreached(name, pages):
        return
    found = pages.get(name)
    if not found:
        assert _answers_only_forms(name), f"no link leads anybody to {name}"
        return
    faults = [fault for page in found for fault in _look(page, contexts)]
    assert not faults, "\n".join(faults)


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("person", ["", "ansatt"])
def test_page_that_is_missing_passes_the_browser_checks(person, contexts):
    page = contexts(person, dark=False).new_page()
    page.goto("/finnes-ikke/")
    faults = [f"axe: {fault}" for fault in axe(page)] + sideways(page)
    page.close()
    assert not faults, "\n".join(faults)


def _look(found, contexts) -> list[str]:
    """Light on a phone, then dark on a desk; the reflow at 320 px comes with both."""
    faults = []
    for dark in (False, True):
        page = contexts(found.person, dark=dark).new_page()
        heard = listen(page)
        answer = page.goto(found.path, wait_until="load")
        where = f"{found.path} as {found.person or 'visitor'}, {'dark' if dark else 'light'}"
        if answer is None or answer.status >= 500:
            faults.append(f"{where}: status {answer.status if answer else 'none'}")
        else:
            faults += [f"{where}: {fault}" for fault in faults_of(page, heard, weigh=not dark)]
        page.close()
    return faults


def _answers_only_forms(name: str) -> bool:
    """True for addresses that a GET does not show, or whose page needs a secret from a mail or a step before."""
    from tests.proof.objects import UNSEEN

    return name in UNSEEN


def _borrowed_and_unreached(name: str, pages) -> bool:
    """Pages of allauth that need a state nobody in the demo is in; those that are reached are checked."""
    return ":" not in name and name not in pages
