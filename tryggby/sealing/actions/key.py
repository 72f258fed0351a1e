"""Make a key, open it, change the passphrase, use the printed code."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, settle_on_disk
from tryggby.sealing import box, passphrase
from tryggby.sealing.actions.pairs import renew_pairs
from tryggby.sealing.envelopes import OpenedKey
from tryggby.sealing.models import Lock, ReadingKey, Recovery, Wrap
from tryggby.sealing.refusal import Refused

# Wrong tries before each next one must wait, and the longest wait.
FREE_TRIES, LONGEST = 5, dt.timedelta(minutes=15)


@transaction.atomic
def make_key(*, by, words: str, once: str | None = None) -> tuple[OpenedKey, str]:
    """Make the person's key pair under a passphrase; returns it opened, with the recovery code to print.

    The same form sent twice gives the same code again: it is drawn from the form's random key, of which only a
    hash is kept. Refused when there is a key already.
    """
    once = once or secrets.token_urlsafe(16)
    first = claim("key:" + hashlib.sha256(once.encode()).hexdigest())
    code = passphrase.code_from(box.derive(once.encode(), "recovery code"))
    if first is None:
        return _try(current_key(by), Lock.Way.PASSPHRASE, passphrase.tidy(words)), code
    if current_key(by):
        raise Refused(_("Du har en nøkkel allerede."))
    private, public = box.new_pair()
    opened = OpenedKey(ReadingKey.objects.create(person=by, public=public), private)
    lock_with(opened, Lock.Way.PASSPHRASE, passphrase.tidy(words))
    lock_with(opened, Lock.Way.CODE, passphrase.tidy_code(code))
    renew_pairs(opened)
    record(by=by, verb="make_key", of=opened.reading_key)
    done(first, opened.reading_key.key)
    return opened, code


def open_key(*, by, words: str) -> OpenedKey:
    """Open the person's key with the passphrase. Refused when it is wrong, or tried too often lately."""
    opened = _careful(by, Lock.Way.PASSPHRASE, passphrase.tidy(words), _("Lesesetningen stemmer ikke. Prøv igjen."))
    with transaction.atomic():
        renew_pairs(opened)
        record(by=by, verb="open_key", of=opened.reading_key)
    return opened


@transaction.atomic
def change_passphrase(*, by, opened: OpenedKey, words: str) -> None:
    """Lock the private half anew; the old passphrase opens nothing from now on."""
    lock_with(opened, Lock.Way.PASSPHRASE, passphrase.tidy(words))
    record(by=by, verb="change_passphrase", of=opened.reading_key)


@transaction.atomic
def make_recovery_code(*, by, opened: OpenedKey) -> str:
    """A new code to print; the old one opens nothing from now on."""
    code = passphrase.new_code()
    lock_with(opened, Lock.Way.CODE, passphrase.tidy_code(code))
    record(by=by, verb="make_recovery_code", of=opened.reading_key)
    return code


def use_recovery_code(*, by, code: str, words: str) -> OpenedKey:
    """Open the key with the printed code and lock it with a new passphrase. Refused when the code is wrong."""
    opened = _careful(by, Lock.Way.CODE, passphrase.tidy_code(code), _("Koden stemmer ikke. Se nøye på arket."))
    with transaction.atomic():
        lock_with(opened, Lock.Way.PASSPHRASE, passphrase.tidy(words))
        record(by=by, verb="use_recovery_code", of=opened.reading_key)
    return opened


@transaction.atomic
def retire_key(*, by, reading_key: ReadingKey) -> None:
    """Put a key away for good: whatever it could open, it opens no more, and its locked halves are deleted."""
    ReadingKey.objects.filter(pk=reading_key.pk, retired_at__isnull=True).update(retired_at=timezone.now())
    Wrap.objects.filter(reading_key=reading_key).delete()
    reading_key.locks.all().delete()
    reading_key.pair_locks.all().delete()
    Recovery.objects.open().filter(reading_key=reading_key).update(cancelled_at=timezone.now())
    record(by=by, verb="retire_key", of=reading_key)
    transaction.on_commit(settle_on_disk)


def current_key(person) -> ReadingKey | None:
    """The person's key in use."""
    return ReadingKey.objects.current().filter(person=person).first()


def _careful(by, way: str, secret: str, wrong: str) -> OpenedKey:
    """Try a secret; wrong ones are counted, and after a few each must wait longer."""
    reading_key = current_key(by)
    if reading_key is None:
        raise Refused(_("Du har ingen nøkkel ennå."))
    now = timezone.now()
    if reading_key.next_try_at and reading_key.next_try_at > now:
        raise Refused(_("Det ble mange forsøk. Vent litt, og prøv igjen."))
    try:
        opened = _try(reading_key, way, secret)
    except Refused:
        _count_wrong(reading_key, now)
        raise Refused(wrong) from None
    if reading_key.wrong_tries:
        ReadingKey.objects.filter(pk=reading_key.pk).update(wrong_tries=0, next_try_at=None)
    return opened


def _count_wrong(reading_key: ReadingKey, now: dt.datetime) -> None:
    tries = min(reading_key.wrong_tries + 1, 100)
    wait = min(dt.timedelta(seconds=15 * 2 ** min(tries - FREE_TRIES, 10)), LONGEST) if tries >= FREE_TRIES else None
    ReadingKey.objects.filter(pk=reading_key.pk).update(wrong_tries=tries, next_try_at=now + wait if wait else None)


def _try(reading_key: ReadingKey | None, way: str, secret: str) -> OpenedKey:
    lock = Lock.objects.filter(reading_key=reading_key, way=way).first() if reading_key else None
    if reading_key is None or lock is None:
        raise Refused(_("Dette åpner ikke nøkkelen."))
    key = box.stretch(secret, bytes(lock.salt), passes=lock.passes, memory_kib=lock.memory_kib)
    try:
        return OpenedKey(reading_key, box.unlock(key, bytes(lock.box), box.context("lock", reading_key.key, way)))
    except box.Tampered:
        raise Refused(_("Dette åpner ikke nøkkelen.")) from None


def lock_with(opened: OpenedKey, way: str, secret: str) -> None:
    """Put the private half under a secret, in place of what was there in the same way, which the disk forgets too."""
    salt, cost = secrets.token_bytes(box.SALT), passphrase.cost()
    key = box.stretch(secret, salt, **cost)
    locked = box.lock(key, opened.private, box.context("lock", opened.reading_key.key, way))
    Lock.objects.update_or_create(
        reading_key=opened.reading_key,
        way=way,
        defaults={"salt": salt, "box": locked, "made_at": timezone.now(), **cost},
    )
    transaction.on_commit(settle_on_disk)
