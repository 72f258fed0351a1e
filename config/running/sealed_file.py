"""Files that only the holder of a private key can open: for backups that leave the machine.

A random key is sealed to the public key (X25519); the content follows in pieces, each bound to its place and the last
one marked as last (XChaCha20-Poly1305 secretstream), so that a swapped, missing or altered piece is noticed.
"""

import base64
import binascii
from collections.abc import Iterator
from typing import IO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

HEAD = b"tryggby-sealed-1\n"
PIECE = 1 << 20
LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
MORE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
ADDED = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
KEY_SEAL = 48


class Unopened(Exception):
    """The file is not sealed to this key, or is not whole."""


def new_pair() -> tuple[str, str]:
    """(private, public), each as 44 letters of base64."""
    private = PrivateKey.generate()
    return _written(bytes(private)), _written(bytes(private.public_key))


def is_sealed(source: IO[bytes]) -> bool:
    """True when the file begins as sealed ones do; the file stays at its beginning."""
    begins = source.read(len(HEAD)) == HEAD
    source.seek(0)
    return begins


def seal(source: IO[bytes], target: IO[bytes], public: str) -> None:
    """Copy `source` to `target`, sealed to a public key. Raises ValueError for what is no key."""
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    header = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    target.write(HEAD + SealedBox(PublicKey(_read(public))).encrypt(key) + header)
    for piece, last in _pieces(source, PIECE):
        tag = LAST if last else MORE
        target.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, None, tag))


def open_sealed(source: IO[bytes], target: IO[bytes], private: str) -> None:
    """Copy what `source` holds to `target`. Raises Unopened, ValueError for what is no key."""
    box = SealedBox(PrivateKey(_read(private)))
    source.read(len(HEAD))
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    whole = False
    try:
        key = box.decrypt(source.read(32 + KEY_SEAL))
        header = source.read(sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES)
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
        for piece, _ in _pieces(source, PIECE + ADDED):
            text, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, piece)
            target.write(text)
            whole = tag == LAST
    except (CryptoError, ValueError, RuntimeError) as error:
        raise Unopened("the backup is not sealed to this key, or it was changed.") from error
    if not whole:
        raise Unopened("the end of the backup is missing.")


def _pieces(source: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces, and whether each is the last; an empty source is one empty piece."""
    piece = source.read(size)
    while True:
        following = source.read(size)
        yield piece, not following
        if not following:
            return
        piece = following


def _written(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _read(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("this is no backup key: it has 44 letters and ends with =") from error
    if len(key) != 32:
        raise ValueError("this is no backup key: it has 44 letters and ends with =")
    return key
