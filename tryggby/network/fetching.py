"""Fetches another city's release over HTTPS: a public address only, no detours, no more than a release, not for long.

The name is looked up once, every answer must be public, and the connection goes to the address that was checked; so a
name that answers differently the second time leads nowhere else.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tryggby.network.document import MOST
from tryggby.network.refusal import Refused

# Seconds for each step, and for all of it.
STEP, WHOLE = 5, 15


def check_address(address: str) -> SplitResult:
    """The parts of an address that may be fetched; what it leads to is checked when it is fetched."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Refused(_("Adressen kan ikke leses. Den skal begynne med https://."), "address")
    if is_neighbour(address):
        return parts
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password or port not in (None, 443):
        raise Refused(_("Adressen må begynne med https:// og ikke ha noe brukernavn eller portnummer."), "address")
    return parts


def fetch(address: str) -> bytes:
    """The bytes at the address; Refused with a reason when they cannot or may not be had."""
    parts = check_address(address)
    ends = time.monotonic() + WHOLE
    try:
        connection = _connect(parts, plainly=is_neighbour(address))
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path, headers={"Accept": "application/json", "User-Agent": "Tryggby"})
            return _body(connection.getresponse(), ends)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, UnicodeError):
        raise Refused(_("Vi fikk ikke kontakt med byen. Prøv igjen senere, eller be om fila."), "unreachable")


def is_neighbour(address: str) -> bool:
    """In the demo alone, and letter for letter: the address of the neighbour city that was started beside it."""
    return bool(settings.DEMO and settings.NEIGHBOUR) and address == settings.NEIGHBOUR


def public_address(host: str, port: int) -> str:
    """The address a name leads to; refused when any of its addresses is on a private network."""
    found = {row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(_is_public(str(one)) for one in found):
        raise Refused(_("Adressen peker inn i et lukket nett. Der henter vi ingenting."), "private")
    return str(sorted(found, key=lambda one: ":" in str(one))[0])


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def _connect(parts: SplitResult, *, plainly: bool) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if plainly:
        return http.client.HTTPConnection(host, parts.port or 80, timeout=STEP)
    return _Pinned(host, public_address(host, 443))


def _body(response: http.client.HTTPResponse, ends: float) -> bytes:
    if response.status != http.client.OK:
        raise Refused(_("Byen har ikke noe slipp på den adressen."), "missing")
    found = bytearray()
    while piece := response.read1(65536):
        found += piece
        if len(found) > MOST:
            raise Refused(_("Fila er for stor. Et slipp er aldri over 1 MB."), "too_large")
        if time.monotonic() > ends:
            raise Refused(_("Det tok for lang tid å hente slippet. Prøv igjen senere."), "slow")
    return bytes(found)


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
