"""`./run demo`, `./run start`, `bin/dev`: one process that prepares, starts web and worker, and ends them together."""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from config.running.children import Child, end_all
from config.running.folder import MARK, Refused, check_port, empty_demo, hold, open_folder
from config.running.neighbour import environment_beside, folder_beside, neighbour_welcome, reachable, release_at

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = [sys.executable, str(ROOT / "bin" / "manage")]
WEB_WORKERS = 2
THREADS = 4


def main(arguments: list[str]) -> int:
    """Run until stopped; returns the exit code."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        return serve(options)
    except Refused as refusal:
        print(f"Tryggby: {refusal}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 0


def serve(options: argparse.Namespace) -> int:
    """Prepare the folder, start the children, wait."""
    demo = options.what != "start"
    folder = data_folder(demo=demo)
    host, port = os.environ.get("HOST") or "127.0.0.1", _port()
    check_port(host, port)
    environment = _environment(folder, host, port, demo=demo)
    if options.what == "dev":
        environment["TRYGGBY_DEBUG"] = "1"
    if options.reset:
        if environment.get("DATABASE_URL"):
            raise Refused("--reset deletes the demo's own folder only; DATABASE_URL must not be set.")
        _reset(folder)
    beside = _beside(environment, folder, host, port, reset=options.reset) if options.neighbour else None
    open_folder(folder, demo=demo)
    locks = [hold(folder)]
    if beside:
        open_folder(Path(beside["TRYGGBY_DATA"]), demo=True)
        locks.append(hold(Path(beside["TRYGGBY_DATA"])))
    try:
        if options.what == "dev":
            return _develop(environment, host, port, demo=demo)
        return _keep(environment, host, port, demo=demo, beside=beside)
    finally:
        for lock in locks:
            lock.close()


def _beside(environment: dict[str, str], folder: Path, host: str, port: int, *, reset: bool) -> dict[str, str]:
    """The environment of the neighbour city; the first one's is told where the neighbour's release will lie."""
    check_port(host, port + 1)
    environment["TRYGGBY_NEIGHBOUR"] = release_at(host, port + 1)
    if reset:
        _reset(folder_beside(folder))
    return environment_beside(environment, folder, host, port)


def _keep(environment: dict[str, str], host: str, port: int, *, demo: bool, beside: dict[str, str] | None) -> int:
    """A child that holds web and worker, and one for the neighbour; its own words tell why when one ends."""
    command = [sys.executable, "-m", "config.running.preloaded"]
    children = [Child("the product", [*command, "demo" if demo else "start", host, str(port)], environment)]
    try:
        while all(child.ended() is None for child in children):
            # One after the other, so that each can be read and neither makes the other slow.
            if beside and len(children) == 1 and _answers(host, port):
                children.append(Child("the neighbour", [*command, "neighbour", host, str(port + 1)], beside))
            time.sleep(0.2)
        return next(filter(None, (child.ended() for child in children)), 0)
    except KeyboardInterrupt:
        print("\n→ Stopping", flush=True)
        return 0
    finally:
        _end_undisturbed(children)


def _answers(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{reachable(host)}:{port}/helse/lever", timeout=2):
            return True
    except OSError:
        return False


def _develop(environment: dict[str, str], host: str, port: int, *, demo: bool) -> int:
    """Web and worker as children of their own, which read the code anew when it changes."""
    children: list[Child] = []
    try:
        os.environ |= environment
        _prepare(environment, demo=demo)
        children.append(Child("web", [*MANAGE, "runserver", f"{host}:{port}"], environment))
        children.append(Child("worker", [*MANAGE, "worker"], environment))
        wait_until_answering(lambda: _first_ended(children), host, port)
        print(welcome("demo" if demo else "start"), flush=True)
        return _watch(children)
    except KeyboardInterrupt:
        print("\n→ Stopping", flush=True)
        return 0
    finally:
        _end_undisturbed(children)


def _end_undisturbed(children: list[Child]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    end_all(children)


def web_command(host: str, port: int, workers: int = WEB_WORKERS) -> list[str]:
    """The command that serves the web."""
    return [
        *[sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)],
        *["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"],
        *["--workers-kill-timeout", "10", "--respawn-failed-workers", "config.wsgi:application"],
    ]


def _watch(children: list[Child]) -> int:
    seen = _newest_change()
    while True:
        # The web server looks for changes itself; the worker is started anew.
        if (now := _newest_change()) != seen:
            seen, worker = now, children.pop()
            end_all([worker])
            children.append(Child("worker", [*MANAGE, "worker"], worker.environment))
        if name := _first_ended(children):
            print(f"Tryggby: {name} ended by itself, so everything stops.", file=sys.stderr)
            return 1
        time.sleep(0.5)


def _first_ended(children: list[Child]) -> str | None:
    return next((child.name for child in children if child.ended() is not None), None)


def _newest_change() -> float:
    return max(path.stat().st_mtime for room in ("tryggby", "config") for path in (ROOT / room).rglob("*.py"))


def wait_until_answering(ended: Callable[[], str | None], host: str, port: int) -> None:
    """Wait for the first answer; Refused when a process has ended (`ended` names it) or nothing comes."""
    address = reachable(host)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if name := ended():
            raise Refused(f"{name} did not start; its own words are above.")
        try:
            with urllib.request.urlopen(f"http://{address}:{port}/helse/lever", timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise Refused("the web server did not answer within 60 seconds.")


def _prepare(environment: dict[str, str], *, demo: bool) -> None:
    """Make the folder ready in a process of its own."""
    command = [sys.executable, "-m", "config.running.prepare", *(["--demo"] if demo else [])]
    child = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        code = child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise
    if code:
        raise SystemExit(code)


def _environment(folder: Path, host: str, port: int, *, demo: bool) -> dict[str, str]:
    environment = dict(os.environ)
    environment["TRYGGBY_DATA"] = str(folder)
    environment["TRYGGBY_DEMO"] = "1" if demo else ""
    environment["PYTHONPATH"] = str(ROOT)
    environment["PYTHONUNBUFFERED"] = "1"
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104
    environment.setdefault("TRYGGBY_URL", f"http://{shown}:{port}")
    if demo and host not in {"127.0.0.1", "::1", "localhost"}:
        environment.setdefault("TRYGGBY_HOSTS", "*")
    return environment


def welcome(what: str) -> str:
    """What to do now, from the environment that the product runs in."""
    url, data = os.environ["TRYGGBY_URL"].rstrip("/"), os.environ["TRYGGBY_DATA"]
    if what == "neighbour":
        return neighbour_welcome()
    if what == "start":
        return (
            f"\nTryggby is ready: {url}/\n"
            "  The first page of an empty one asks for owner, first coordinator and the set-up code above.\n"
            f"  Stop with Ctrl-C. The data stays in {data}\n"
        )
    return (
        f"\nTryggby is ready: {url}/\n"
        f"  Sign in as one of eight people, one button each: {url}/logg-inn/\n"
        f"  Every mail that was sent lies here:              {url}/demo/post/\n"
        f"  Stop with Ctrl-C. The data stays in {data}; ./run demo --reset begins afresh.\n"
    )


def _reset(folder: Path) -> None:
    if not folder.exists():
        return
    lock = hold(folder) if (folder / MARK).exists() else None
    empty_demo(folder)
    if lock:
        lock.close()
    print(f"→ Emptied {folder}", flush=True)


def data_folder(*, demo: bool) -> Path:
    """Where the data lies: TRYGGBY_DATA, or a folder of the checkout."""
    given = os.environ.get("TRYGGBY_DATA")
    folder = Path(given).expanduser() if given else ROOT / "data" / ("demo" if demo else "installation")
    return folder if folder.is_absolute() else ROOT / folder


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Refused(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return int(given)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="Start Tryggby.")
    commands = parser.add_subparsers(dest="what", required=True)
    demo = commands.add_parser("demo", help="the demo city")
    demo.add_argument("--reset", action="store_true", help="delete the demo data and build it again")
    demo.add_argument("--neighbour", action="store_true", help="a neighbour city as well, on the next port")
    commands.add_parser("dev", help="the demo city, reloading on change").set_defaults(reset=False, neighbour=False)
    commands.add_parser("start", help="an empty installation").set_defaults(reset=False, neighbour=False)
    return parser.parse_args(arguments)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
