"""A release is fetched over HTTPS: from nowhere inside, from nobody who never ends, and wrong ones are refused."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

import pytest

from tryggby.network import fetching
from tryggby.network.actions import fetch_release, set_source
from tryggby.network.document import digest
from tryggby.network.factories import signed
from tryggby.network.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "http://storvik.example/slipp.json",
        "https://storvik.example:8443/slipp.json",
        "https://user:word@storvik.example/",
        "file:///etc/passwd",
        "https://",
        "https://[::1",
        "http://127.0.0.1:8001/nettverk/slipp.json",
    ],
)
def test_an_address_that_is_not_https_is_not_written_down(solvik, address, settings):
    settings.DEMO = False
    with pytest.raises(Refused) as refusal:
        set_source(by=solvik.leila, city=solvik.storvik, address=address)
    assert refusal.value.why == "address"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "0.0.0.0"),
        *("::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a01:203", "::a01:203", "2002:a01:203::1"),
    ],
)
def test_nothing_is_fetched_from_a_private_network(solvik, host):
    with pytest.raises(Refused) as refusal:
        fetching.public_address(host, 443)
    assert refusal.value.why == "private"
    solvik.storvik.source = f"https://[{host}]/" if ":" in host else f"https://{host}/"
    with pytest.raises(Refused) as refusal:
        fetch_release(by=solvik.leila, city=solvik.storvik)
    assert refusal.value.why == "private"


class Neighbour(BaseHTTPRequestHandler):
    """A city on this machine that hands out what it is given."""

    answer = b""
    hung_up = 0

    def do_GET(self):
        """Only one address has a release; another leads elsewhere, a third never comes to the end of its headers."""
        if self.path == "/drip.json":
            return self.drip()
        answers = {"/slipp.json": 200, "/elsewhere": 302, "/down": 503, "/busy": 429}
        self.send_response(answers.get(self.path, 404))
        self.send_header("Location", "http://127.0.0.1/")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(self.answer)

    def drip(self):
        """One header after another, until whoever asked hangs up."""
        self.send_response(200)
        for number in range(400):
            try:
                self.wfile.write(f"X-Drip-{number % 90}: a\r\n".encode() if number else b"")
                self.flush_headers()
            except OSError:
                Neighbour.hung_up = number
                return
            sleep(0.02)

    def log_message(self, *words):
        """Nothing."""


@pytest.fixture
def neighbour():
    """The address of a neighbour's server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Neighbour)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_in_the_demo_a_release_travels_from_a_neighbour_on_the_same_machine(solvik, neighbour, settings):
    settings.DEMO, settings.NEIGHBOUR = True, f"{neighbour}/slipp.json"
    Neighbour.answer = signed(solvik.storvik, solvik.private)
    set_source(by=solvik.leila, city=solvik.storvik, address=f"{neighbour}/slipp.json")
    assert fetch_release(by=solvik.leila, city=solvik.storvik).digest == digest(Neighbour.answer)


def test_a_city_that_never_comes_to_the_end_is_hung_up_on(solvik, neighbour, settings, monkeypatch):
    """Each step is short; all of them together are not."""
    settings.DEMO, settings.NEIGHBOUR = True, f"{neighbour}/drip.json"
    monkeypatch.setattr(fetching, "WHOLE", 0.5)
    monkeypatch.setattr(Neighbour, "hung_up", 0)
    monkeypatch.setattr("http.client._MAXHEADERS", 10_000)
    solvik.storvik.source = settings.NEIGHBOUR
    with pytest.raises(Refused) as refusal:
        fetch_release(by=solvik.leila, city=solvik.storvik)
    assert refusal.value.why in {"slow", "unreachable"}
    for _wait in range(100):
        if not Neighbour.hung_up:
            sleep(0.02)
    assert 0 < Neighbour.hung_up < 400, "all the headers were waited for"


@pytest.mark.parametrize(
    ("demo", "allowed"),
    [(True, ""), (False, "{here}/slipp.json"), (True, "{here}/other.json"), (True, "http://127.0.0.1:1/slipp.json")],
    ids=["no neighbour was started", "no demo", "another page of the neighbour", "another port"],
)
def test_nothing_else_on_this_machine_is_fetched(solvik, neighbour, settings, demo, allowed):
    settings.DEMO, settings.NEIGHBOUR = demo, allowed.format(here=neighbour)
    Neighbour.answer = signed(solvik.storvik, solvik.private)
    with pytest.raises(Refused) as refusal:
        set_source(by=solvik.leila, city=solvik.storvik, address=f"{neighbour}/slipp.json")
    assert refusal.value.why == "address"
    solvik.storvik.source = f"{neighbour}/slipp.json"
    with pytest.raises(Refused) as refusal:
        fetch_release(by=solvik.leila, city=solvik.storvik)
    assert refusal.value.why == "address" and not solvik.storvik.releases.exists()


@pytest.mark.shows("network.2")
@pytest.mark.parametrize(
    ("path", "answer", "why"),
    [
        ("/slipp.json", b" " * (3 * 1024 * 1024), "too_large"),
        ("/slipp.json", b"<html>", "unreadable"),
        ("/elsewhere", b"", "moved"),
        ("/down", b"<html>", "unreachable"),
        ("/busy", b"", "unreachable"),
        ("/gone", b"", "missing"),
    ],
)
def test_what_is_fetched_may_be_wrong(solvik, neighbour, settings, path, answer, why):
    settings.DEMO, settings.NEIGHBOUR = True, neighbour + path
    Neighbour.answer = answer
    solvik.storvik.source = neighbour + path
    with pytest.raises(Refused) as refusal:
        fetch_release(by=solvik.leila, city=solvik.storvik)
    assert refusal.value.why == why and "riktig fil" not in str(refusal.value), "nobody chose a file"
