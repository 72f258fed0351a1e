"""The demo city in a browser: one product and one browser for all journeys, a fresh context for each person."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from journeys.crawl import Walk, walk_open_pages
from tests.running.browser import launch, listen, open_context
from tests.running.product import Product, Visitor, copy_of_demo

HERE = Path(__file__).parent
# How long is never what a journey proves: what is waited for may take as long here as what is pressed.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items):
    """All journeys share one product, so one process runs them all."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    """The demo city on a free port, with web and worker, on a copy of the data that may be changed."""
    folder = copy_of_demo(tmp_path_factory.mktemp("journeys") / "data")
    with Product(folder) as running:
        yield running
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def walk(product) -> Walk:
    """What following links as a visitor showed, once for all journeys."""
    return walk_open_pages(product.url)


@pytest.fixture(scope="session")
def public_pages(walk) -> dict[str, str]:
    """Path → HTML of every kind of open page."""
    return walk.pages


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def browser_as(product, browser):
    """`browser_as("mentor", width=390, dark=False, language="nb", javascript=True)` gives a page of that person.

    An empty name is a visitor. `page.heard` has what the console said and which hosts were asked.
    """
    contexts = []

    def open_page(person: str = "", **options) -> Page:
        context = open_context(browser, product.url, person, **options)
        contexts.append(context)
        page = context.new_page()
        page.heard = listen(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def visitor_as(product):
    """`visitor_as("leder")` gives a client without a browser, for looking at what a page says in plain HTML."""

    def visit(person: str = "") -> Visitor:
        visitor = Visitor(product.url)
        return visitor.sign_in(person) if person else visitor

    return visit
