"""Backup and restore are one command each: into an empty folder, with the same rows, files and hashes."""

import os
import tarfile

import pysqlite3
import pytest

from config.running import databases
from tests.proof.machine import Machine
from tests.running.product import Product, Visitor, clean_environment, copy_of_demo
from tests.running.steps import python, quietly


def run(what, *arguments, data, **variables):
    """bin/backup or bin/restore."""
    return quietly(
        python("-m", "config.running.backup", what, *map(str, arguments)),
        clean_environment(TRYGGBY_DATA=str(data), **variables),
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A demo city, in use while it is copied."""
    folder = copy_of_demo(tmp_path_factory.mktemp("source") / "data")
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / "plakat.txt").write_text("Velkommen", "utf-8")
    return folder


@pytest.fixture(scope="module")
def pair():
    """A private and a public key."""
    words = run("backup", "--new-key", data="/nowhere").stdout.split()
    return words[3], words[1]


def content(folder):
    """What a folder holds beside the database: names and bytes."""
    kept = (p for p in folder.rglob("*") if p.is_file() and ".sqlite3" not in p.name)
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in kept
        if p.relative_to(folder).parts[0] not in {"static", "help", "post", "run.lock"}
    }


def test_what_is_backed_up_comes_back_whole_and_runs(source, tmp_path, pair):
    private, public = pair
    (tmp_path / "key").write_text(private, "ascii")
    with Product(source) as running:
        Visitor(running.url).sign_in("leder")
        taken = run("backup", tmp_path / "b", "--to", public, data=source)
    assert taken.returncode == 0, taken.stderr
    assert (tmp_path / "b").stat().st_mode & 0o077 == 0
    assert b"Velkommen" not in (tmp_path / "b").read_bytes()
    back = run("restore", tmp_path / "b", "--key-file", tmp_path / "key", data=tmp_path / "new")
    assert back.returncode == 0, back.stderr
    assert "all as listed" in back.stdout
    assert content(tmp_path / "new") == content(source)
    with Product(tmp_path / "new") as again:
        assert Visitor(again.url).sign_in("leder").get("/min-enhet/")[0] == 200


@pytest.mark.parametrize("fault", ["altered", "cut", "other key", "no key"])
def test_a_sealed_backup_that_is_not_whole_is_refused(source, tmp_path, pair, fault):
    private, public = pair
    assert run("backup", tmp_path / "b", "--to", public, data=source).returncode == 0
    file, key = tmp_path / "b", tmp_path / "key"
    key.write_text(run("backup", "--new-key", data=source).stdout.split()[3] if fault == "other key" else private)
    whole = file.read_bytes()
    if fault == "altered":
        file.write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    if fault == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    back = run("restore", file, *([] if fault == "no key" else ["--key-file", key]), data=tmp_path / "new")
    assert back.returncode == 1
    assert back.stderr.startswith("Tryggby: ") and back.stderr.count("\n") == 1
    assert not (tmp_path / "new").exists() or not list((tmp_path / "new").iterdir())


def test_a_folder_in_use_and_a_file_with_other_content_are_refused(source, tmp_path):
    assert "is not sealed" in run("backup", tmp_path / "b", data=source).stdout
    assert run("restore", tmp_path / "b", data=source).stderr.strip().endswith("with TRYGGBY_DATA.")
    with tarfile.open(tmp_path / "b") as archive:
        archive.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open" / "media" / "plakat.txt").write_text("Noe annet", "utf-8")
    with tarfile.open(tmp_path / "c", "w:gz") as archive:
        for path in sorted((tmp_path / "open").iterdir()):
            archive.add(path, path.name)
    back = run("restore", tmp_path / "c", data=tmp_path / "new")
    assert back.returncode == 1
    assert "media/plakat.txt" in back.stderr


def test_no_copy_keeps_what_a_visitors_address_could_be_guessed_from(tmp_path):
    """Salts and marks live for two hours in the product; a copy is kept for thirty days."""
    folder, room = tmp_path / "data", tmp_path / "room"
    folder.mkdir(), room.mkdir()
    connection = pysqlite3.connect(folder / databases.FILE[databases.SQLITE])
    connection.execute("CREATE TABLE ground_salthour (salt BLOB)")
    connection.execute("CREATE TABLE ground_ratemark (mark TEXT)")
    connection.execute("CREATE TABLE kept (text TEXT)")
    connection.execute("INSERT INTO ground_salthour VALUES (?)", [b"KANARI-salt" * 20])
    connection.execute("INSERT INTO ground_ratemark VALUES (?)", ["KANARI-mark" * 20])
    connection.execute("INSERT INTO kept VALUES ('her')")
    connection.commit(), connection.close()
    _engine, copy, rows = databases.snapshot(folder, room)
    assert rows == {"ground_ratemark": 0, "ground_salthour": 0, "kept": 1}
    assert b"her" in copy.read_bytes() and b"KANARI" not in copy.read_bytes()


def test_a_backup_from_postgres_comes_back(postgres, tmp_path):
    urls = [postgres.create(name) for name in ("from_here", "to_here")]
    with Machine(tmp_path / "a", DATABASE_URL=urls[0]):
        taken = run("backup", tmp_path / "b", data=tmp_path / "a", DATABASE_URL=urls[0])
    assert taken.returncode == 0, taken.stderr
    back = run("restore", tmp_path / "b", data=tmp_path / "new", DATABASE_URL=urls[1])
    assert back.returncode == 0, back.stderr
    assert "all as listed" in back.stdout
    assert os.listdir(tmp_path / "new")
