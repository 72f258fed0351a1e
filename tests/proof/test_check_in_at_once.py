"""drills.2: a hall checks in at once at real web servers, on SQLite and on PostgreSQL: none lost, none double."""

import os

import pytest

from tests.proof.machine import Machine
from tests.running.check_in_cases import BUILD, COUNT, fill_hall

# The whole 1 500 are in bin/bench; that rows stay one each is the same for few.
GUESTS, CLIENTS = 120, 12


@pytest.mark.shows("drills.2")
@pytest.mark.skipif("postgres" in os.environ.get("DATABASE_URL", ""), reason="the test below is on PostgreSQL")
def test_a_hall_checks_in_on_sqlite(tmp_path):
    with Machine(tmp_path / "data") as machine:
        _check_in(machine)


@pytest.mark.shows("drills.2")
def test_a_hall_checks_in_on_postgres(postgres, tmp_path):
    with Machine(tmp_path / "data", DATABASE_URL=postgres.create("hall")) as machine:
        _check_in(machine)


def _check_in(machine: Machine) -> None:
    """Two web processes; every seventh guest taps twice, every tenth sends once more at the end."""
    code = machine.run(BUILD)
    hall = fill_hall([machine.web(), machine.web()], code, GUESTS, CLIENTS, lambda: machine.run(COUNT))
    assert hall.none_lost_none_double, hall
    assert hall.requests > 2 * GUESTS
