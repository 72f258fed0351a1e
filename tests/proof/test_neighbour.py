"""network: `./run demo --neighbour` starts two cities, and a signed release travels from one to the other over HTTP."""

import re
import shutil
import signal
import socket
import subprocess
import sys

import pytest

from config.running.neighbour import environment_beside, folder_beside, release_at
from tests.running.postgres import free_port
from tests.running.product import Visitor, alive, clean_environment, copy_of_demo, descendants, gone, stop, wait_for
from tests.running.steps import ROOT


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    """The demo city and its neighbour, as one types it; everything they started has ended afterwards."""
    folder = copy_of_demo(tmp_path_factory.mktemp("neighbours") / "data")
    port = _two_free_ports()
    log = folder.parent / "run.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.running.serve", "demo", "--neighbour"],
            cwd=ROOT,
            env=clean_environment(TRYGGBY_DATA=str(folder), PORT=str(port), TRYGGBY_URL=f"http://127.0.0.1:{port}"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    first, beside = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    try:
        wait_for(f"{beside}/helse/lever", process, log, seconds=600)
        yield first, beside, log
        pids = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, log.read_text("utf-8", "replace")[-2000:]
        assert gone(pids), f"left behind: {alive(pids)}"
    finally:
        stop(process)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder_beside(folder), ignore_errors=True)


def _two_free_ports() -> int:
    """A port whose next one is free as well, as far as anybody can know."""
    for _try in range(50):
        port = free_port()
        with socket.socket() as probe:
            if port < 65535 and probe.connect_ex(("127.0.0.1", port + 1)) != 0:
                return port
    raise RuntimeError("no two free ports side by side")


@pytest.mark.shows("network.2")
def test_a_release_travels_from_one_installation_to_the_other(cities):
    first, beside, log = cities
    there, here = Visitor(beside).sign_in("nettverk"), Visitor(first).sign_in("nettverk")
    assert there.get("/nettverk/slipp.json")[0] == 404, "nothing is released yet"
    status, _path, page = there.post("/nettverk/slipp/nytt/", token_from="/nettverk/slipp/", advice="1")
    assert status == 200 and "Slipp nummer 1 står nå" in page
    own = re.search(r'href="(/nettverk/slipp/by/[^"]+)"', page)[1]
    key = re.search(r"<code>([0-9a-f ]{79})</code>", there.get(own)[2])[1]

    _status, _path, page = here.get("/nettverk/slipp/")
    city = re.search(r'<a class="ds-link" href="(/nettverk/slipp/by/[^"]+)">Bærheim</a>', page)[1]
    status, _path, page = here.post(city, public=key, checked="Lest opp på telefon")
    assert status == 200 and key in page
    for wrong in (f"{first}/nettverk/slipp.json", f"{beside}/helse/lever", "http://127.0.0.1:1/nettverk/slipp.json"):
        assert here.post(f"{city}adresse/", token_from=city, address=wrong)[0] == 422, wrong
    status, _path, page = here.post(f"{city}adresse/", token_from=city, address=f"{beside}/nettverk/slipp.json")
    assert status == 200 and "Hent nå" in page
    status, _path, page = here.post(f"{city}henting/", token_from=city)
    assert status == 200 and "Tallene fra Bærheim er tatt imot" in page

    network = re.search(r'href="(/nettverket/[a-z0-9]+/)"', here.get("/nettverket/")[2])[1]
    _status, _path, page = here.get(f"{network}sammenlign/?sporsmal=skole.from13.hort.1.five")
    chart = page.split("<strong>Bærheim</strong>")[1].split("</figure>")[0]
    assert "<svg" in chart and re.search(r"\d+ barn", chart)
    assert "Den du stoler på, utgave 1" in here.get(f"{network}fokuspunkt/3/")[2]
    assert "Vi trenger et rom der vi kan lukke døra." in here.get("/nettverk/rad/?tjeneste=skole")[2]
    again = here.post(f"{city}henting/", token_from=city)[2]
    assert "Dette slippet har dere allerede" in again
    assert "The neighbour city Bærheim is ready" in log.read_text("utf-8", "replace")


def test_the_neighbour_shares_nothing_with_the_first(tmp_path):
    given = {"DATABASE_URL": "postgres://x", "TRYGGBY_SECRET_KEY_FILE": "/x", "TRYGGBY_DEMO": "1", "PATH": "/bin"}
    found = environment_beside(given, tmp_path / "demo", "127.0.0.1", 8000)
    assert found == {
        "TRYGGBY_DEMO": "1",
        "PATH": "/bin",
        "TRYGGBY_DATA": str(tmp_path / "demo-neighbour"),
        "TRYGGBY_URL": "http://127.0.0.1:8001",
        "TRYGGBY_NEIGHBOUR": "http://127.0.0.1:8000/nettverk/slipp.json",
    }
    assert release_at("::", 8001) == "http://[::1]:8001/nettverk/slipp.json"
