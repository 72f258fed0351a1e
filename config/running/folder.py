"""The data folder: is it ours, can it be written, is there room, is it in use already."""

import fcntl
import os
import shutil
import socket
from pathlib import Path
from typing import IO

# Marks a folder that `./run demo` made, and may therefore delete.
MARK = ".tryggby-demo"
LOCK = "run.lock"
# Bytes that must be free before anything is written.
ROOM = 200 * 1024 * 1024


class Refused(Exception):
    """A start that cannot go on; the message is the one line that is shown."""


def open_folder(folder: Path, *, demo: bool) -> None:
    """Make the folder if it is missing and check it; raises Refused with one plain line."""
    _check_owner(folder, demo=demo)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise Refused(_why(folder, error)) from error
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise Refused(f"the disk is full: {free // 2**20} MB free in {folder}, {ROOM // 2**20} MB are needed.")
    if demo and not (folder / MARK).exists():
        (folder / MARK).write_text("Made by ./run demo, which may delete this folder with --reset.\n", "utf-8")


def empty_demo(folder: Path) -> None:
    """Delete a demo folder's content; refuses a folder that `./run demo` did not make."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).exists():
        raise Refused(f"{folder} was not made by ./run demo, so --reset leaves it alone.")
    for piece in folder.iterdir():
        if piece.name in {MARK, LOCK}:
            continue
        if piece.is_dir() and not piece.is_symlink():
            shutil.rmtree(piece)
        else:
            piece.unlink()


def hold(folder: Path) -> IO[str]:
    """Lock the folder for this process; raises Refused when another run holds it."""
    lock = (folder / LOCK).open("w", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Refused(
            f"Tryggby already runs on {folder}. Stop it first, or choose another with TRYGGBY_DATA."
        ) from error
    os.set_inheritable(lock.fileno(), False)
    return lock


def check_port(host: str, port: int) -> None:
    """Raise Refused when the port cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Refused(f"port {port} needs more rights than this user has. Choose another: PORT=8000") from error
        except OSError as error:
            if error.errno == 98 or "in use" in str(error):
                raise Refused(
                    f"port {port} is taken. Choose another: PORT={port + 1 if port < 65535 else 8000}"
                ) from error
            raise Refused(f"cannot listen on {host}: {error.strerror}.") from error


def _check_owner(folder: Path, *, demo: bool) -> None:
    marked = (folder / MARK).exists()
    if not demo and marked:
        raise Refused(f"{folder} holds the demo city. Choose another folder with TRYGGBY_DATA.")
    if demo and not marked and (folder / "tryggby.sqlite3").exists():
        raise Refused(f"{folder} holds an installation, not the demo city. Choose another folder with TRYGGBY_DATA.")


def _why(folder: Path, error: OSError) -> str:
    if error.errno == 28:
        return f"the disk is full: {folder} cannot be written."
    return f"the data folder {folder} is not writable ({error.strerror}). Choose another with TRYGGBY_DATA."
