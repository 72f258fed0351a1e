"""A browser and a small server for the tests that look at pages; no database is involved."""

from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.shows import lacks_tool

AXE = next((Path(__file__).parents[3] / "tests/vendor").glob("axe-core-*/axe.min.js"))
CHROMIUM = Path("/usr/bin/chromium")


class Threads(ThreadingMixIn, WSGIServer):
    """Answers the browser's parallel requests."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Prints nothing."""

    def log_message(self, *args):
        """Silence."""


@pytest.fixture(scope="module")
def address():
    """The address of a running server with demo on and the visitor's shell."""
    with override_settings(UI_SHELL="", DEMO=True):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), Threads, Quiet)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, driven by Playwright."""
    if not CHROMIUM.exists():
        pytest.skip(lacks_tool("Chromium"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser, address):
    """Opens a page: `with opened("/ui/", width=390, scheme="dark") as page`."""

    @contextmanager
    def open_page(path, *, width=1280, height=900, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="nb-NO", **options
        )
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address + path)
        yield page
        context.close()

    return open_page


@pytest.fixture
def axe():
    """Runs axe on a page opened with `bypass_csp=True` and returns its violations in short."""

    def run(page):
        page.add_script_tag(content=AXE.read_text("utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]

    return run
