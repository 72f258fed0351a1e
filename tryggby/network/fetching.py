"""Fetches another city's release over HTTPS: a public address only, no detours, no more than a release, not for long.

How the address is checked and reached: tryggby/outbox/calling.py.
"""

import http.client
import time
from urllib.parse import SplitResult

from django.conf import settings
from django.utils.translation import gettext as _

from tryggby.network.document import MOST
from tryggby.network.refusal import Refused
from tryggby.outbox import door as outbox

# Seconds for all of it.
WHOLE = 15


def check_address(address: str) -> SplitResult:
    """The parts of an address that may be fetched; what it leads to is checked when it is fetched."""
    try:
        return outbox.check_address(address, here=is_neighbour(address))
    except outbox.NotAllowed as problem:
        raise _in_words(problem)


def public_address(host: str, port: int) -> str:
    """The address a name leads to; refused when any of its addresses is on a private network."""
    try:
        return outbox.public_address(host, port)
    except outbox.NotAllowed as problem:
        raise _in_words(problem)


def fetch(address: str) -> bytes:
    """The bytes at the address; Refused with a reason when they cannot or may not be had."""
    parts = check_address(address)
    ends = time.monotonic() + WHOLE
    try:
        connection = outbox.connect(parts)
        try:
            connection.request(
                "GET", outbox.path_of(parts), headers={"Accept": "application/json", "User-Agent": outbox.AGENT}
            )
            with outbox.no_longer_than(ends - time.monotonic(), connection):
                return _body(connection.getresponse(), ends)
        finally:
            connection.close()
    except outbox.NotAllowed as problem:
        raise _in_words(problem)
    except (OSError, http.client.HTTPException, UnicodeError):
        raise _unreachable() from None


def _unreachable() -> Refused:
    return Refused(_("Vi fikk ikke kontakt med byen. Prøv igjen senere, eller be om fila."), "unreachable")


def _in_words(problem: outbox.NotAllowed) -> Refused:
    if problem.why == "private":
        return Refused(_("Adressen peker inn i et lukket nett. Der henter vi ingenting."), "private")
    if problem.why == "unreadable":
        return Refused(_("Adressen kan ikke leses. Den skal begynne med https://."), "address")
    return Refused(_("Adressen må begynne med https:// og ikke ha noe brukernavn eller portnummer."), "address")


def is_neighbour(address: str) -> bool:
    """In the demo alone, and letter for letter: the address of the neighbour city that was started beside it."""
    return bool(settings.DEMO and settings.NEIGHBOUR) and address == settings.NEIGHBOUR


def _body(response: http.client.HTTPResponse, ends: float) -> bytes:
    if 300 <= response.status < 400:
        raise Refused(
            _("Adressen sender oss videre til en annen, og det følger vi ikke. Be byen om den nye adressen."), "moved"
        )
    if response.status == http.client.TOO_MANY_REQUESTS or response.status >= 500:
        raise _unreachable()
    if response.status != http.client.OK:
        raise Refused(_("Byen har ikke noe slipp på den adressen."), "missing")
    found = bytearray()
    while piece := response.read1(65536):
        found += piece
        if len(found) > MOST:
            raise Refused(_("Fila er for stor. Et slipp er aldri over 1 MB."), "too_large")
        if time.monotonic() > ends:
            break
    # Whoever was hung up on looks like one who had no more to say.
    if time.monotonic() > ends:
        raise Refused(_("Det tok for lang tid å hente slippet. Prøv igjen senere."), "slow")
    return bytes(found)
