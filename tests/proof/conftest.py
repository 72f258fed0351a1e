"""Data folders, mail servers and processes for the proofs."""

from pathlib import Path

import pytest

from tests.proof.mailserver import MailServer
from tests.running.postgres import Postgres, Unavailable, install
from tests.shows import lacks_tool

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Proofs with processes measure nothing, but they load the machine: one after the other."""
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group("proof"))


@pytest.fixture(scope="module")
def postgres():
    """A server of our own; without one there is nothing to prove here."""
    try:
        install()
        server = Postgres()
    except Unavailable as reason:
        pytest.skip(lacks_tool(reason))
    with server:
        yield server


@pytest.fixture
def mail_server():
    """A slow mail server that remembers what it took."""
    with MailServer() as server:
        yield server
