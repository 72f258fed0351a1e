"""foundation.1: a start that cannot go on says why in one line, and touches nothing that is not its own."""

import contextlib
import os
import socket
import subprocess
import sys

import pytest

from config.running.folder import MARK, Refused, empty_demo, open_folder
from config.running.prepare import check_migrations
from tests.running.postgres import free_port
from tests.running.product import clean_environment
from tests.running.steps import ROOT

pytestmark = pytest.mark.shows("foundation.1")


def start(what: str, *arguments: str, **variables: str) -> list[str]:
    """The lines that a refused start prints."""
    done = subprocess.run(
        [sys.executable, "-m", "config.running.serve", what, *arguments],
        cwd=ROOT,
        env=clean_environment(**({"PORT": str(free_port())} | variables)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr.strip().splitlines()


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        lines = start("demo", TRYGGBY_DATA=str(tmp_path / "data"), PORT=str(port))
    assert lines == [f"Tryggby: port {port} is taken. Choose another: PORT={port + 1}"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["åtte", "0", "99999"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    (line,) = start("demo", TRYGGBY_DATA=str(tmp_path / "data"), PORT=port)
    assert "PORT must be a number" in line


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    (line,) = start("start", TRYGGBY_DATA=str(tmp_path / "file" / "data"))
    assert "is not writable" in line and "TRYGGBY_DATA" in line


def test_a_wrong_setting_is_named(tmp_path):
    lines = start("start", TRYGGBY_DATA=str(tmp_path / "data"), DATABASE_URL="mysql://x")
    assert lines[-1] == "Tryggby: a setting is wrong: DATABASE_URL must begin with postgres://"
    assert len(lines) == 1


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="needs a small disk of its own")
def test_a_full_disk_is_said(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        (line,) = start("start", TRYGGBY_DATA=str(disk / "data"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert "the disk is full" in line


def test_a_database_newer_than_the_code_is_refused(tmp_path):
    data = tmp_path / "data"
    prepare = [sys.executable, "-m", "config.running.prepare"]
    mine = clean_environment(TRYGGBY_DATA=str(data), DJANGO_SETTINGS_MODULE="config.settings")
    data.mkdir()
    subprocess.run(prepare, cwd=ROOT, env=mine, check=True, capture_output=True)
    import pysqlite3

    with contextlib.closing(pysqlite3.connect(str(data / "tryggby.sqlite3"))) as link, link:
        link.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('people', '9999_from_next_year', '2027-01-01T00:00:00+00:00')"
        )
    (line,) = start("start", TRYGGBY_DATA=str(data))
    assert "newer than this code" in line and "people.9999_from_next_year" in line


def test_migrations_of_rooms_that_are_gone_do_not_matter():
    check_migrations([("forgotten", "0001_initial"), ("people", "0001_initial")], [("people", "0001_initial")])
    with pytest.raises(Refused, match="newer"):
        check_migrations([("people", "0002_more")], [("people", "0001_initial")])


def test_two_runs_never_share_a_folder(tmp_path):
    from config.running.folder import hold

    open_folder(tmp_path / "data", demo=True)
    with hold(tmp_path / "data"):
        (line,) = start("demo", TRYGGBY_DATA=str(tmp_path / "data"))
    assert "already runs" in line


def test_reset_deletes_only_what_the_demo_made(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    (line,) = start("demo", "--reset", TRYGGBY_DATA=str(tmp_path))
    assert "was not made by ./run demo" in line
    assert (tmp_path / "mine.txt").read_text() == "keep"
    (tmp_path / MARK).touch()
    (tmp_path / "media").mkdir()
    empty_demo(tmp_path)
    assert [piece.name for piece in tmp_path.iterdir()] == [MARK]


def test_demo_and_installation_keep_apart(tmp_path):
    open_folder(tmp_path / "demo", demo=True)
    with pytest.raises(Refused, match="holds the demo city"):
        open_folder(tmp_path / "demo", demo=False)
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "tryggby.sqlite3").touch()
    with pytest.raises(Refused, match="holds an installation"):
        open_folder(tmp_path / "real", demo=True)


def test_without_a_new_python_the_script_says_what_to_install(tmp_path):
    home, tools = tmp_path / "home", tmp_path / "bin"
    home.mkdir(), tools.mkdir()
    for name in ("sh", "dirname", "pwd", "cat", "cksum", "sed", "ls", "sort", "env"):
        (tools / name).symlink_to(_which(name))
    # A Python that is too old, and a uv that cannot fetch another.
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "uv").write_text('#!/bin/sh\n[ "$1" = --version ] && exit 0\nexit 1\n')
    (tools / "python3").chmod(0o755), (tools / "uv").chmod(0o755)
    copy = tmp_path / "tryggby"
    copy.mkdir()
    for name in ("run", "pyproject.toml", "uv.lock"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    (copy / "run").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "./run", "demo"],
        cwd=copy,
        env={"PATH": str(tools), "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if "/usr/local" in done.stdout or done.returncode == 0:
        pytest.skip("this machine has a new Python in /usr/local")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        "Tryggby: Python 3.12 or newer is required and could not be fetched. "
        "Install python3.12 or python3.13 and try again."
    ]


def _which(name: str) -> str:
    import shutil

    return shutil.which(name) or f"/bin/{name}"
