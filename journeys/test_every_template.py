"""Every page, as somebody who can reach it: accessible, within the policy, one host, light, never sideways."""

import pytest

from journeys.pages import find_pages, names
from tests.proof.objects import UNSEEN
from tests.running.browser import axe, faults_of, listen, open_context, sideways


@pytest.fixture(scope="module")
def walk(product):
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
def test_page_passes_the_browser_checks(name, walk, contexts):
    found = walk.pages.get(name)
    if not found:
        # Pages of allauth for a state that nobody in the demo is in have no name of a room.
        reached = name in walk.lead_on | walk.take_forms or name in UNSEEN or ":" not in name
        assert reached, f"no link leads anybody to {name} (or say why in tests/proof/objects.py)"
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
            # The gallery shows everything at once, which no page of work does.
            weigh = not dark and not found.name.startswith("ui:gallery")
            faults += [f"{where}: {fault}" for fault in faults_of(page, heard, weigh=weigh)]
        page.close()
    return faults
