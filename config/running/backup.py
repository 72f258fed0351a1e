"""`bin/backup` and `bin/restore`: everything an installation has, in one file, and back into an empty folder.

    bin/backup FILE [--to PUBLIC_KEY]     while the product runs
    bin/backup --new-key                  a pair of keys: the public one stays, the private one leaves the machine
    bin/restore FILE [--key-file FILE]    into an empty TRYGGBY_DATA; says what it found and checks it

In the file: the database as of one moment, uploaded files, the secret key, and a list with every file's hash and every
table's number of rows. A restore compares all of them before it says that it is done.
"""

import argparse
import datetime as dt
import hashlib
import io
import json
import os
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import IO

from config.running import sealed_file
from config.running.databases import count_rows, load, snapshot
from config.running.folder import LOCK, Refused
from config.running.serve import data_folder

MANIFEST = "backup.json"
FORMAT = 1
# Made again at the next start, or not ours to keep.
LEFT_OUT = {"static", "help", "post", LOCK, ".probe", MANIFEST}


def main(arguments: list[str]) -> int:
    """Back up or restore; returns the exit code, after one plain line when it cannot be done."""
    options = _options(arguments)
    try:
        if options.what == "restore":
            return restore(options)
        if options.new_key:
            private, public = sealed_file.new_pair()
            print(f"public  {public}\nprivate {private}\nKeep the private key away from this machine.")
            return 0
        return back_up(options)
    except (Refused, sealed_file.Unopened, ValueError) as refusal:
        print(f"Tryggby: {refusal}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Tryggby: {error.strerror or error}: {error.filename or options.file}", file=sys.stderr)
        return 1


def back_up(options: argparse.Namespace) -> int:
    """Write the backup beside its final name, and give it that name when it is whole."""
    if not options.file:
        raise Refused("say where: bin/backup FILE")
    folder, target = data_folder(demo=options.demo), Path(options.file)
    if not folder.exists():
        raise Refused(f"there is nothing in {folder}.")
    unfinished = target.with_name(target.name + ".unfinished")
    with tempfile.TemporaryDirectory(prefix="tryggby-backup-") as room:
        plain = Path(room) / "backup.tar.gz"
        listed = _write(folder, plain, Path(room))
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with plain.open("rb") as source, os.fdopen(descriptor, "wb") as out:
            if options.to:
                sealed_file.seal(source, out, options.to)
            else:
                shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
    unfinished.replace(target)
    rows = sum(listed["tables"].values())
    print(f"{target}: {rows} rows in {len(listed['tables'])} tables, {len(listed['files'])} files")
    if not options.to:
        print("It is not sealed, and it holds the secret key: keep it where only you can read, or use --to.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Unpack into an empty folder, load the database, compare; on any difference say which and return 1."""
    folder = data_folder(demo=False)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty. Choose another folder with TRYGGBY_DATA.")
    with tempfile.TemporaryDirectory(prefix="tryggby-restore-") as room, Path(options.file).open("rb") as source:
        plain = _opened(source, options.key_file, Path(room) / "plain")
        with tarfile.open(fileobj=plain, mode="r:gz") as archive:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            archive.extractall(folder, filter="data")
    listed = json.loads((folder / MANIFEST).read_text("utf-8"))
    if listed["format"] != FORMAT:
        raise Refused(f"the backup has format {listed['format']}; this code reads {FORMAT}.")
    faults = [name for name, seen in listed["files"].items() if _hash(folder / name) != seen]
    load(listed["engine"], folder)
    found = count_rows(listed["engine"], folder)
    faults += [f"{name}: {rows} rows" for name, rows in listed["tables"].items() if found.get(name) != rows]
    (folder / MANIFEST).unlink()
    if faults:
        raise Refused(f"{len(faults)} differences, the first: {faults[0]}")
    print(f"Restored the backup of {listed['taken_at']} into {folder}: {len(listed['files'])} files, ", end="")
    print(f"{sum(found.values())} rows in {len(found)} tables, all as listed.")
    return 0


def _write(folder: Path, plain: Path, room: Path) -> dict:
    engine, database, tables = snapshot(folder, room)
    files = {database.name: database}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and name.parts[0] not in LEFT_OUT and ".sqlite3" not in name.name:
            files[name.as_posix()] = path
    listed: dict = {
        "format": FORMAT,
        "engine": engine,
        "taken_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "tables": tables,
        "files": {},
    }
    with tarfile.open(plain, "w:gz", compresslevel=6) as archive:
        for name, path in files.items():
            content = path.read_bytes() if path is not database else None
            listed["files"][name] = _hash(path) if content is None else hashlib.sha256(content).hexdigest()
            if content is None:
                archive.add(path, name, filter=_bare)
            else:
                _add(archive, name, content)
        _add(archive, MANIFEST, json.dumps(listed, indent=1).encode())
    return listed


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _bare(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _opened(source: IO[bytes], key_file: str, to: Path) -> IO[bytes]:
    if not sealed_file.is_sealed(source):
        return source
    if not key_file:
        raise Refused("the backup is sealed: give the private key with --key-file FILE.")
    with to.open("wb") as out:
        sealed_file.open_sealed(source, out, Path(key_file).read_text("ascii"))
    return to.open("rb")


def _hash(path: Path) -> str:
    if not path.exists():
        return "missing"
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"bin/{arguments[0]}" if arguments else None)
    commands = parser.add_subparsers(dest="what", required=True)
    out = commands.add_parser("backup", help="write everything into one file")
    out.add_argument("file", nargs="?", default="")
    out.add_argument("--to", default=os.environ.get("TRYGGBY_BACKUP_KEY", ""), help="seal to this public key")
    out.add_argument("--new-key", action="store_true", help="print a new pair of keys")
    out.add_argument("--demo", action="store_true", help="of the demo city's folder")
    back = commands.add_parser("restore", help="read it into an empty folder")
    back.add_argument("file")
    back.add_argument("--key-file", default="", help="a file with the private key")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
