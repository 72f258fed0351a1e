"""From a child's code to their thread: one Argon2id for every try, right or wrong, and keys by HKDF.

What is stored are keyed hashes. Without the installation's secret nothing can be guessed at; with it, each guess costs
one Argon2id under the thread's own salt, and only the six words give the private half that opens the messages.
"""

import base64
import binascii
import hmac
import secrets
import threading
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tryggby.sealing.door import Outsider, Tampered, context, cost, derive, lock, public_of, stretch, unlock
from tryggby.voices import code as codes
from tryggby.voices.models import HelpThread

SALT = 16
# How long a page of a thread can be answered without the code, in seconds.
SLIP = 30 * 60
# Derivations at once in one process; the rest wait their turn, so that other pages go on.
TURNS = threading.BoundedSemaphore(2)


@dataclass(frozen=True, repr=False)
class OpenedThread:
    """A thread with the child's own key, in memory alone."""

    thread: HelpThread
    child: Outsider


def lock_thread(thread: HelpThread, words: str) -> Outsider:
    """Put a new thread (unsaved) under a code; returns the child's key."""
    parsed = codes.parse(words)
    if parsed is None:
        raise ValueError("not a code")
    locator, secret = parsed
    thread.salt = secrets.token_bytes(SALT)
    for field, value in cost().items():
        setattr(thread, field, value)
    pepper = _peppers()[0]
    thread.locator = _locator(locator, pepper)
    verifier, child = _derive(secret, thread, pepper)
    thread.verifier, thread.public = verifier, child.public
    return child


def find(text: str) -> OpenedThread | None:
    """The thread a code opens, or None. The same work whatever is wrong with the code: one look-up, one derivation."""
    locator, secret = codes.parse(text) or ("", text[:200])
    peppers = _peppers()
    marks = [_locator(locator, pepper) for pepper in peppers]
    here = HelpThread.objects.filter(locator__in=marks, delete_on__gte=timezone.localdate()).select_related("channel")
    thread = here.first() or _nobody(locator, peppers[0])
    stretched = _stretch(secret, thread)
    for pepper in peppers:
        verifier, child = _keys(stretched, pepper)
        if hmac.compare_digest(verifier, bytes(thread.verifier)) and thread.pk:
            return OpenedThread(thread, child)
    return None


def slip(opened: OpenedThread) -> str:
    """What a page of the thread carries instead of the code: good for half an hour, and for this thread alone."""
    until = str(int(timezone.now().timestamp()) + SLIP)
    plain = b" ".join([opened.thread.key.encode(), until.encode(), (opened.child.private or b"").hex().encode()])
    return base64.urlsafe_b64encode(lock(_slip_key(_peppers()[0]), plain, context("slip"))).decode()


def from_slip(text: str) -> OpenedThread | None:
    """The thread a slip opens; None when it is too old, foreign or changed."""
    plain = _unlock_any(text, "slip")
    if plain is None:
        return None
    key, until, private = plain.decode().split(" ")
    if int(until) < timezone.now().timestamp():
        return None
    half = bytes.fromhex(private)
    thread = HelpThread.objects.filter(key=key, public=public_of(half)).select_related("channel").first()
    return OpenedThread(thread, Outsider(public_of(half), half)) if thread else None


def hide(words: str) -> str:
    """A code as it travels in a page on its way to being shown again; kept nowhere here."""
    return base64.urlsafe_b64encode(lock(_slip_key(_peppers()[0]), words.encode(), context("code"))).decode()


def seek(hidden: str) -> str | None:
    """The code that was hidden, or None."""
    plain = _unlock_any(hidden, "code")
    return plain.decode() if plain is not None else None


def code_for(once: str) -> str:
    """The code of a form's random key: the same form sent twice gives the same code. The key itself is kept nowhere."""
    return codes.words_of(derive(once.encode() + _peppers()[0], "code of a form"))


def _derive(secret: str, thread: HelpThread, pepper: bytes) -> tuple[bytes, Outsider]:
    return _keys(_stretch(secret, thread), pepper)


def _stretch(secret: str, thread: HelpThread) -> bytes:
    with TURNS:
        return stretch(secret, bytes(thread.salt), passes=thread.passes, memory_kib=thread.memory_kib)


def _keys(stretched: bytes, pepper: bytes) -> tuple[bytes, Outsider]:
    private = derive(stretched, "child's key", pepper)
    return derive(stretched, "verifier", pepper), Outsider(public_of(private), private)


def _nobody(locator: str, pepper: bytes) -> HelpThread:
    """A thread that nobody has, so that a wrong code is as much work as a right one."""
    salt = salted_hmac("tryggby.voices.nobody", locator, secret=pepper.hex(), algorithm="sha256").digest()[:SALT]
    return HelpThread(salt=salt, verifier=secrets.token_bytes(32), **cost())


def _locator(words: str, pepper: bytes) -> str:
    return salted_hmac("tryggby.voices.locator", words, secret=pepper.hex(), algorithm="sha256").hexdigest()


def _peppers() -> list[bytes]:
    """Keyed by the installation's secret, the present one first; former ones still open."""
    return [
        salted_hmac("tryggby.voices.code", "pepper", secret=secret, algorithm="sha256").digest()
        for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    ]


def _slip_key(pepper: bytes) -> bytes:
    return derive(pepper, "slip")


def _unlock_any(text: str, purpose: str) -> bytes | None:
    try:
        box = base64.urlsafe_b64decode(text.encode())
    except (binascii.Error, ValueError):
        return None
    for pepper in _peppers():
        try:
            return unlock(_slip_key(pepper), box, context(purpose))
        except Tampered:
            continue
    return None
