"""Open Badges 3.0, the only module that knows the library: make keys, sign a credential, say what is wrong with one."""

import datetime as dt
import json
import secrets
from dataclasses import dataclass

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import public_jwk_from_pem
from openbadgeslib.ob3 import Achievement, IdentityObject, Issuer, OB3Signer, OB3Verifier, OpenBadgeCredential

# Longer than any credential we make; what is longer is not read.
LONGEST = 50_000
ENVELOPE = "data:application/vc+jwt,"


class Unreadable(Exception):
    """This is no credential."""


class Tampered(Exception):
    """The signature does not fit the content."""


class Expired(Exception):
    """The signature is right, but the time is over."""


@dataclass(frozen=True)
class Content:
    """What a badge says. `address` is where it can be checked; `holder` an address that is stored hashed."""

    address: str
    issuer_address: str
    issuer_name: str
    issuer_url: str
    subject: str
    title: str
    summary: str
    criteria: str
    holder: str
    salt: str
    issued_at: dt.datetime
    valid_until: dt.datetime | None = None


def new_pair() -> tuple[bytes, bytes]:
    """The private and the public half of a new Ed25519 key, PEM."""
    key = Ed25519PrivateKey.from_private_bytes(secrets.token_bytes(32))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign(content: Content, private: bytes) -> str:
    """The credential as a signed token (JWT). It names nobody: the holder is a salted hash of the address."""
    credential = OpenBadgeCredential(
        id=content.address,
        name=content.title,
        issuer=Issuer(id=content.issuer_address, name=content.issuer_name, url=content.issuer_url),
        recipient_id=None,
        identifiers=[IdentityObject.create(content.holder, salt=content.salt)],
        achievement=Achievement(
            id=content.subject,
            name=content.title,
            description=content.summary or content.title,
            criteria_narrative=content.criteria,
            achievement_type="Certificate",
        ),
        issuance_date=content.issued_at,
        expiration_date=content.valid_until,
    )
    return OB3Signer(private, algorithm="EdDSA").sign(credential)


def as_json(token: str) -> str:
    """The signed credential as a JSON document (a VC 2.0 envelope around the token)."""
    body = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": ENVELOPE + token,
        "type": ["EnvelopedVerifiableCredential"],
    }
    return json.dumps(body, indent=2)


def token_in(text: str) -> str:
    """The token in what somebody pasted or uploaded: itself, or in the JSON around it. Raises Unreadable."""
    text = text.strip().lstrip("\ufeff").strip()
    if not text or len(text) > LONGEST:
        raise Unreadable
    if text.startswith("{"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise Unreadable from error
        text = found.get("id") if isinstance(found.get("id"), str) else ""
        if not text.startswith(ENVELOPE):
            raise Unreadable
        text = text.removeprefix(ENVELOPE)
    if text.count(".") != 2 or any(sign.isspace() for sign in text):
        raise Unreadable
    return text


def public_point(token: str) -> str:
    """Which key the token says it was signed with: the point of an Ed25519 key. Raises Unreadable."""
    try:
        key = jwt.get_unverified_header(token).get("jwk")
    except (jwt.exceptions.PyJWTError, ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(key, dict) or not isinstance(key.get("x"), str):
        raise Unreadable
    return key["x"]


def point_of(public: str) -> str:
    """The same of a public key in PEM."""
    return public_jwk_from_pem(public)["x"]


def jwk_of(public: str, name: str) -> dict:
    """A public key as others read it."""
    return public_jwk_from_pem(public) | {"kid": name, "use": "sig", "alg": "EdDSA"}


def opened(token: str, public: str) -> str:
    """The address that the credential names, when the signature holds. Raises Tampered or Expired."""
    try:
        return OB3Verifier(public).verify(token).id or ""
    except LibOpenBadgesException as error:
        if "expired" in str(error):
            raise Expired(_named(token)) from error
        raise Tampered from error


def _named(token: str) -> str:
    """The address in a token whose signature has been found to hold."""
    return str(jwt.decode(token, options={"verify_signature": False}).get("jti", ""))
