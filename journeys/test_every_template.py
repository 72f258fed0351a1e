"""Every page, as somebody who can reach it: accessible, within the policy, one host, light, never sideways."""

import re

import pytest

from journeys.pages import find_pages, names
from tests.proof.objects import UNSEEN
from tests.running.browser import axe, faults_of, listen, open_context, sideways
from tests.running.product import Product, Visitor, copy_of_demo, wait_for

# What the one who leads a drill presses, from the brief until the talk is over.
TO_THE_FIX = ("play", "end", "talk:feelings", "talk:facts", "talk:learning")


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """A demo city of its own, so that what other journeys do hides no page and weighs on none."""
    with Product(copy_of_demo(tmp_path_factory.mktemp("walk") / "data")) as running:
        yield running


@pytest.fixture(scope="module")
def walk(product):
    """Every page the demo's people can reach, once the mail of the demo city is on its way."""
    wait_for(product.url + "/helse/klar", product.process, product.log, seconds=120)
    _lead_drills(product.url)
    return find_pages(product.url)


@pytest.fixture(scope="module")
def page_of(product, browser):
    """One light phone and one dark desk per person, each with one page that is kept for the whole walk."""
    opened = {}

    def page(person: str, *, dark: bool):
        if (person, dark) not in opened:
            width = 1280 if dark else 390
            opened[person, dark] = open_context(browser, product.url, person, width=width, dark=dark).new_page()
            opened[person, dark].heard = listen(opened[person, dark])
        heard = opened[person, dark].heard
        for said in (heard.messages, heard.hosts, heard.failed):
            said.clear()
        return opened[person, dark]

    yield page
    for one in opened.values():
        one.context.close()


@pytest.mark.shows("foundation.2")
def test_no_page_breaks(walk):
    assert not walk.broken


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("name", names())
def test_page_passes_the_browser_checks(name, walk, page_of):
    found = walk.pages.get(name)
    if not found:
        # Pages of allauth for a state that nobody in the demo is in have no name of a room.
        reached = name in walk.lead_on | walk.take_forms or name in UNSEEN or ":" not in name
        assert reached, f"no link leads anybody to {name} (or say why in tests/proof/objects.py)"
        return
    # The second of a kind shows another state; the colours of its parts are those of the first.
    faults = [fault for number, one in enumerate(found) for fault in _look(one, page_of, dark=not number)]
    assert not faults, "\n".join(faults)


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("person", ["", "ansatt"])
def test_page_that_is_missing_passes_the_browser_checks(person, page_of):
    page = page_of(person, dark=False)
    page.goto("/finnes-ikke/")
    faults = [f"axe: {fault}" for fault in axe(page)] + sideways(page)
    assert not faults, "\n".join(faults)


def _lead_drills(url: str) -> None:
    """An employee has planned one run, which may be called off, and led another until one thing is to be changed."""
    visitor = Visitor(url).sign_in("ansatt")
    start = visitor.get("/ovelser/start/")[2]
    plan = re.search(r'action="(/ovelser/[^"]+/ny/)"', start)[1]
    unit = re.search(r'name="unit" value="(\w+)"', start)[1]
    for presses in ((), TO_THE_FIX):
        _status, run, _text = visitor.post(plan, unit=unit, when="now")
        if presses:
            visitor.post(run, without_local="1")
        for press in presses:
            status, _path, _text = visitor.post(f"{run}leder/", go=press)
            assert status == 200, f"{press}: {status}"


def _look(found, page_of, *, dark: bool) -> list[str]:
    """Light on a phone, then dark on a desk; the reflow at 320 px comes with both."""
    faults = []
    for scheme in ("light", "dark") if dark else ("light",):
        page = page_of(found.person, dark=scheme == "dark")
        answer = page.goto(found.path, wait_until="load")
        where = f"{found.path} as {found.person or 'visitor'}, {scheme}"
        if answer is None or answer.status >= 500:
            faults.append(f"{where}: status {answer.status if answer else 'none'}")
        else:
            # The gallery shows everything at once, which no page of work does.
            weigh = scheme == "light" and not found.name.startswith("ui:gallery")
            faults += [f"{where}: {fault}" for fault in faults_of(page, page.heard, weigh=weigh)]
    return faults
