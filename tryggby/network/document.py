"""A release as it travels: canonical JSON in one version of a schema, signed with Ed25519. No database.

The bytes are the canonical form and nothing else: sorted keys, no spaces, whole numbers. So a byte that was altered is
always seen, and two writers of the same figures write the same file.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from tryggby.network.refusal import Refused

# The schema we write, and the oldest we read: 4 tells of agreed questions too.
SCHEMA, OLDEST, KIND = 4, 3, "tryggby-network-release"
# A whole city's figures take some 50 kB.
MOST = 1024 * 1024
# What is signed begins with this, so that a signature is good for nothing else.
CONTEXT = b"tryggby network release, signed by a city\n"


def canonical(content: Any) -> bytes:
    """The one way to write it."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def sign(release: dict, private: SigningKey) -> bytes:
    """The file: the release, and the signature over it."""
    signature = private.sign(CONTEXT + canonical(release)).signature
    return canonical({"release": release, "signature": signature.hex()})


def digest(raw: bytes) -> str:
    """What a release is known by when it is gone."""
    return hashlib.sha256(raw).hexdigest()


def stamp(moment: dt.datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> dt.datetime:
    """The moment of a stamp; ValueError when it is none."""
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)


def read(raw: bytes) -> tuple[dict, bytes]:
    """The release and its signature, not trusted yet. Refuses what is too large, unreadable or of another schema."""
    if len(raw) > MOST:
        raise Refused(_("Fila er for stor. Et slipp er aldri over 1 MB."), "too_large")
    try:
        found = json.loads(raw, object_pairs_hook=_once, parse_float=_never, parse_constant=_never)
        release, signature = found["release"], bytes.fromhex(found["signature"])
        kind, schema = release["kind"], release["schema"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(_("Dette er ikke et slipp fra en by. Sjekk at du valgte riktig fil."), "unreadable")
    if kind != KIND or type(schema) is not int:
        raise Refused(_("Dette er ikke et slipp fra en by. Sjekk at du valgte riktig fil."), "unreadable")
    if schema < OLDEST:
        raise Refused(_("Slippet er laget i et gammelt format. Be byen oppdatere Tryggby og slippe på nytt."), "old")
    if schema > SCHEMA:
        raise Refused(_("Slippet er laget i et nyere format enn vi kan lese. Oppdater Tryggby her først."), "newer")
    if set(found) != {"release", "signature"} or found["signature"] != signature.hex() or not _is_canonical(found, raw):
        raise Refused(_altered(), "altered")
    return release, signature


def check_signature(release: dict, signature: bytes, public: str) -> None:
    """The city's key signed exactly this."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(CONTEXT + canonical(release), signature)
    except (BadSignatureError, ValueError, TypeError):
        raise Refused(_altered(), "altered")


def new_private() -> SigningKey:
    """A new key; its seed comes from `secrets`."""
    import secrets

    return SigningKey(secrets.token_bytes(32))


def public_half(private: SigningKey) -> str:
    """The public half in hex."""
    return private.verify_key.encode().hex()


def _is_canonical(found: dict, raw: bytes) -> bool:
    """Half a letter can be read and not written; a content folded too many times cannot be written either."""
    try:
        return canonical(found) == raw
    except (UnicodeEncodeError, RecursionError):
        return False


def _altered() -> str:
    return _("Innholdet stemmer ikke med signaturen. Noe er endret på veien, så vi tar det ikke inn.")


def _once(pairs: list[tuple[str, Any]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _never(text: str):
    raise ValueError(f"{text} is no whole number")
