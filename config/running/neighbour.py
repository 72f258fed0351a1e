"""The neighbour city of `./run demo --neighbour`: a small installation of its own beside the first, on the next port.

Each is told where the other's release lies, and may fetch from that one address on this machine alone.
"""

import os
from pathlib import Path

RELEASE = "/nettverk/slipp.json"
# What belongs to the first installation alone; a value may also lie in the file that `<name>_FILE` points to.
OWN = ("DATABASE_URL", "MAIL_URL", "TRYGGBY_SECRET_KEY", "TRYGGBY_NEIGHBOUR", "TRYGGBY_URL")


def folder_beside(folder: Path) -> Path:
    """Where the neighbour's data lies."""
    return folder.with_name(f"{folder.name}-neighbour")


def reachable(host: str) -> str:
    """The host by which a server on this machine is reached, as an address has it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host


def release_at(host: str, port: int) -> str:
    """Where a city on this machine has its release."""
    return f"http://{reachable(host)}:{port}{RELEASE}"


def environment_beside(first: dict[str, str], folder: Path, host: str, port: int) -> dict[str, str]:
    """The neighbour's environment, from the first one's. Its address is a number, so that cookies stay apart."""
    mine = {name: value for name, value in first.items() if name.removesuffix("_FILE") not in OWN}
    return mine | {
        "TRYGGBY_DATA": str(folder_beside(folder)),
        "TRYGGBY_URL": f"http://{reachable(host)}:{port + 1}",
        "TRYGGBY_NEIGHBOUR": release_at(host, port),
    }


def neighbour_welcome() -> str:
    """How a release travels, from the environment that the neighbour runs in."""
    url = os.environ["TRYGGBY_URL"]
    return (
        f"\nThe neighbour city Bærheim is ready: {url}/\n"
        "  1. Sign in there as the network coordinator: «Nettverk», «Slipp og mottak av tall», «Slipp tallene».\n"
        "     Copy what stands under «Nøkkelen deres».\n"
        "  2. Sign in as the network coordinator in the first city: the same page, Bærheim, trust the key. Write\n"
        f"     the address {url}{RELEASE}\n"
        "  3. «Hent nå». Bærheim stands among the others under «Nettverk» and «Sammenlign byene».\n"
    )
