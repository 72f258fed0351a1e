"""The cryptography itself: keys of people, locked boxes, sealed boxes, padding. No database, no Django.

Only standard parts: X25519, XChaCha20-Poly1305 (libsodium), HKDF-SHA256, Argon2id. Every box is bound to a
context, so that one put in another's place does not open. Random bytes come from `secrets`.
"""

import secrets

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl import bindings as sodium
from nacl.exceptions import CryptoError

KEY = 32
NONCE = 24
SALT = 16
# Plain texts are filled up to one of these sizes, and above them to whole times the last.
STEPS = (256, 1024, 4096, 16_384, 65_536)


class Tampered(Exception):
    """The box is cut off, changed, put in another's place, or the key is another's."""


def new_pair() -> tuple[bytes, bytes]:
    """A private and a public X25519 key."""
    private = secrets.token_bytes(KEY)
    return private, public_of(private)


def public_of(private: bytes) -> bytes:
    """The public half of a private key."""
    return sodium.crypto_scalarmult_base(private)


def context(*parts: object) -> bytes:
    """Parts as bytes that no other parts give: each is led by its length."""
    pieces = [str(part).encode() for part in parts]
    return b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)


def lock(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """`plain` as a box that opens with `key` and the same context."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound, nonce, key)


def unlock(key: bytes, box: bytes, bound: bytes) -> bytes:
    """What was locked; Tampered when anything does not fit."""
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(box[NONCE:], bound, box[:NONCE], key)
    except (CryptoError, ValueError, TypeError) as problem:
        raise Tampered from problem


def seal_to(public: bytes, plain: bytes, bound: bytes) -> bytes:
    """`plain` as a box that the holder of the private half opens: a key of its own for every box."""
    private, ephemeral = new_pair()
    return ephemeral + lock(_shared(private, public, ephemeral, public), plain, bound + public)


def unseal(private: bytes, box: bytes, bound: bytes) -> bytes:
    """What was sealed to this key; Tampered when anything does not fit."""
    if len(box) <= KEY + NONCE:
        raise Tampered
    ephemeral, public = box[:KEY], public_of(private)
    try:
        key = _shared(private, ephemeral, ephemeral, public)
    except (CryptoError, RuntimeError) as problem:
        raise Tampered from problem
    return unlock(key, box[KEY:], bound + public)


def derive(secret: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A key for one purpose from a secret that is already strong."""
    return HKDF(SHA256(), KEY, salt or None, b"tryggby " + purpose.encode()).derive(secret)


def stretch(words: str, salt: bytes, *, passes: int, memory_kib: int) -> bytes:
    """A key from words a person can remember: one Argon2id."""
    return hash_secret_raw(words.encode(), salt, passes, memory_kib, 1, KEY, Type.ID)


def pad(plain: bytes) -> bytes:
    """Filled up to the next size step, so that the length tells little."""
    needed = len(plain) + 1
    step = next((step for step in STEPS if needed <= step), -(-needed // STEPS[-1]) * STEPS[-1])
    return plain + b"\x80" + b"\0" * (step - needed)


def unpad(padded: bytes) -> bytes:
    """Without the filling; Tampered when there is none."""
    plain, mark, filling = padded.rpartition(b"\x80")
    if not mark or filling.strip(b"\0"):
        raise Tampered
    return plain


def _shared(private: bytes, other: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return derive(sodium.crypto_scalarmult(private, other), "sealed box", ephemeral + public)
