"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port, as a user without rights."""

import contextlib
import glob
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# Above what is known by number, below what the system gives to whoever asks for any port (32768 and up).
PORTS = (10_240, 30_000)


class Unavailable(Exception):
    """There is no PostgreSQL here and none can be had; the message says why."""


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, newest version first."""
    folders = [Path(folder) for folder in glob.glob("/usr/lib/postgresql/*/bin")]
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).resolve().parent)
    usable = [folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    return max(usable, key=_version, default=None)


def install() -> Path:
    """The folder with the server's programs, installed from apt where we may; raises Unavailable."""
    from tests.running.suite import apt

    if binaries() is None:
        # Without Debian's habit of making and starting a cluster at once.
        with contextlib.suppress(OSError):
            Path("/etc/postgresql-common").mkdir(exist_ok=True)
            Path("/etc/postgresql-common/createcluster.conf").write_text("create_main_cluster = false\n", "ascii")
        apt("postgresql-15")
    found = binaries()
    if found is None:
        raise Unavailable("not installed, and it could not be installed from apt.")
    return found


class Postgres:
    """A running server; use it as a context."""

    def __init__(self) -> None:
        found = binaries()
        if found is None:
            raise Unavailable("PostgreSQL is not installed.")
        self.bin = found
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="tryggby-pg-"))
        self.user = _user()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """For DATABASE_URL."""
        return f"postgres://tryggby@127.0.0.1:{self.port}/tryggby"

    @property
    def version(self) -> str:
        """Major version."""
        return f"{_version(self.bin):g}"

    def __enter__(self) -> "Postgres":
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *reason: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self, name: str) -> str:
        """Make an empty database; returns its URL."""
        self._sql(f'CREATE DATABASE "{name}" OWNER tryggby')
        return self.url.rsplit("/", 1)[0] + f"/{name}"

    def _start(self) -> None:
        data = self.folder / "data"
        if self.user:
            shutil.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self._run(
            *[self.bin / "initdb", "-D", data, "-U", "tryggby", "--auth=trust", "--encoding=UTF8"],
            *["--locale=C.UTF-8", "--no-sync"],
        )
        # Safe settings stay as they are but for fsync: the machine's power is not what these tests pull.
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
            "fsync": "off",
            "max_connections": 100,
            "shared_buffers": "64MB",
            "log_min_messages": "error",
        }
        options = [piece for name, value in settings.items() for piece in ("-c", f"{name}={value}")]
        log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(data), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **self._as_user(),
        )
        until = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            if self.process.poll() is not None or time.monotonic() > until:
                raise Unavailable("the server did not start: " + (self.folder / "log").read_text()[-500:])
            time.sleep(0.05)
        self._sql("CREATE DATABASE tryggby OWNER tryggby")

    def _sql(self, statement: str) -> None:
        import psycopg

        until = time.monotonic() + 15
        while True:
            try:
                with psycopg.connect(f"postgres://tryggby@127.0.0.1:{self.port}/postgres", autocommit=True) as link:
                    link.execute(statement)
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _run(self, *command: object) -> None:
        done = subprocess.run(
            [str(piece) for piece in command],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **self._as_user(),
        )
        if done.returncode:
            raise Unavailable(f"{Path(str(command[0])).name}: {done.stderr.strip()[-500:]}")

    def _as_user(self) -> dict:
        """PostgreSQL refuses to run as root."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port nobody listens on right now, and that the system gives to nobody else before a server takes it."""
    for _try in range(100):
        port = random.randrange(*PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")


def _user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Unavailable("PostgreSQL refuses to run as root, and there is no other user.")


def _version(folder: Path) -> float:
    with contextlib.suppress(ValueError):
        return float(folder.parent.name)
    return 0.0
