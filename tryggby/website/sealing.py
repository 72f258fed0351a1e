"""Seals what people write, with the installation's secret: a copy of the database alone gives no text away."""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

NONCE = 12


def seal(content: dict[str, str], key: str) -> bytes:
    """The content as bytes that only this installation opens, bound to the row with this key."""
    nonce = secrets.token_bytes(NONCE)
    plain = json.dumps(content, ensure_ascii=False).encode()
    return nonce + AESGCM(_secret(settings.SECRET_KEY)).encrypt(nonce, plain, key.encode())


def opened(sealed: bytes | memoryview, key: str) -> dict[str, str]:
    """What was sealed; empty when it is forgotten, or when the secret it was sealed with is gone."""
    kept = bytes(sealed)
    if not kept:
        return {}
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            return json.loads(AESGCM(_secret(secret)).decrypt(kept[:NONCE], kept[NONCE:], key.encode()))
        except InvalidTag:
            continue
    return {}


def _secret(secret: str) -> bytes:
    return salted_hmac("tryggby.website.contact", "seal", secret=secret, algorithm="sha256").digest()
