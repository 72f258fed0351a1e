"""Seals needs with a key per event, and opens them again; without the key row nothing can be opened."""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

from tryggby.events.models import Event, NeedKey, Signup

NONCE = 12


def seal(signup: Signup, needs: dict[str, str]) -> bytes:
    """The needs (kind → words) as bytes that only the event's key opens, bound to this sign-up."""
    return _lock(_event_key(signup.event), json.dumps(needs).encode(), signup.key)


def opened(signup: Signup, sealed: bytes) -> dict[str, str]:
    """The needs of a sign-up; empty when the key is gone."""
    row = NeedKey.objects.filter(event=signup.event_id).first()
    return json.loads(_unlock(_unwrap(row), bytes(sealed), signup.key)) if row else {}


def opener(event: Event):
    """A function that opens many sealed needs of one event with one look-up of the key."""
    row = NeedKey.objects.filter(event=event).first()
    key = _unwrap(row) if row else None
    return lambda signup, sealed: json.loads(_unlock(key, bytes(sealed), signup.key)) if key else {}


def _event_key(event: Event) -> bytes:
    """The event's key, made at the first need. The caller holds the event's lock."""
    row = NeedKey.objects.filter(event=event).first()
    if row is None:
        key = secrets.token_bytes(32)
        NeedKey.objects.create(event=event, wrapped=_lock(_master(settings.SECRET_KEY), key, event.key))
        return key
    row.event = event
    return _unwrap(row)


def _unwrap(row: NeedKey) -> bytes:
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            return _unlock(_master(secret), bytes(row.wrapped), row.event.key)
        except InvalidTag:
            continue
    raise ValueError("The installation's secret does not open the key of this event's needs")


def _master(secret: str) -> bytes:
    return salted_hmac("tryggby.events.needs", "wrap", secret=secret, algorithm="sha256").digest()


def _lock(key: bytes, plain: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def _unlock(key: bytes, sealed: bytes, context: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], context.encode())
