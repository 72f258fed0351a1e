"""Speaks to other systems over HTTPS: a public address only, no detours, not for long.

The name is looked up once, every answer must be public, and the connection goes to the address that was checked; so a
name that answers differently the second time leads nowhere else.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

# Seconds for each step, and for all of a delivery.
STEP, WHOLE = 5, 15
AGENT = "Tryggby"
# This machine; only the demo speaks to it.
HERE = {"127.0.0.1", "::1"}
# Addresses of IPv6 whose last four bytes are one of IPv4: NAT64, and the old way to write it.
CARRIERS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))


class NotAllowed(Exception):
    """An address that we do not speak to: `unreadable`, `not_https` or `private`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check_address(address: str, *, here: bool = False) -> SplitResult:
    """The parts of an address that may be spoken to; what it leads to is checked when it is.

    `here` lets this machine itself be spoken to, plainly: the demo's own addresses, nobody else's.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotAllowed("unreadable") from None
    if here and parts.scheme == "http" and parts.hostname in HERE:
        return parts
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or port not in (None, 443):
        raise NotAllowed("not_https")
    return parts


def public_address(host: str, port: int) -> str:
    """The address a name leads to; refused when any of its addresses is on a private network."""
    found = {row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(_is_public(str(one)) for one in found):
        raise NotAllowed("private")
    return str(sorted(found, key=lambda one: ":" in str(one))[0])


def connect(parts: SplitResult) -> http.client.HTTPConnection:
    """A connection to an address that `check_address` gave; for the caller to close."""
    host = parts.hostname or ""
    if parts.scheme == "http" and host in HERE:
        return http.client.HTTPConnection(host, parts.port or 80, timeout=STEP)
    return _Pinned(host, public_address(host, 443))


def path_of(parts: SplitResult) -> str:
    """What is asked for: path and query."""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """Send a body; returns the status. NotAllowed, OSError or HTTPException when it could not be sent.

    A redirect is a status like any other: it is not followed. What the answer says is not read.
    """
    parts = check_address(address, here=settings.DEMO)
    if settings.DEMO and parts.hostname not in HERE:
        raise NotAllowed("demo")
    connection = connect(parts)
    try:
        connection.request("POST", path_of(parts), body, headers | {"User-Agent": AGENT})
        with no_longer_than(WHOLE, connection):
            return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def no_longer_than(seconds: float, connection: http.client.HTTPConnection) -> Iterator[None]:
    """Hang up on whoever answers one sign at a time."""

    def hang_up() -> None:
        with suppress(OSError, AttributeError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(seconds, hang_up)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = _within(found) if isinstance(found, ipaddress.IPv6Address) else None
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that one of IPv6 stands for: a gateway would lead there."""
    if any(address in net for net in CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class _Pinned(http.client.HTTPSConnection):
    """HTTPS to an address that was checked, with the certificate of the name."""

    def __init__(self, host: str, address: str) -> None:
        self.secure = ssl.create_default_context()
        super().__init__(host, 443, timeout=STEP, context=self.secure)
        self.address = address

    def connect(self) -> None:
        """Connect to the address; the certificate must be the name's."""
        plain = socket.create_connection((self.address, 443), STEP)
        self.sock = self.secure.wrap_socket(plain, server_hostname=self.host)
