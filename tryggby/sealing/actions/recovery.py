"""Let a colleague in again, two holders together: asked for, agreed to by two, finished by the person."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.organisations.door import standing
from tryggby.sealing import box, passphrase
from tryggby.sealing.actions.key import current_key, lock_with
from tryggby.sealing.actions.pairs import holder_keys, pair_bound
from tryggby.sealing.envelopes import OpenedKey
from tryggby.sealing.mails import ask_holders
from tryggby.sealing.models import Lock, PairLock, Recovery, RecoveryShare
from tryggby.sealing.refusal import Refused


@transaction.atomic
def ask_recovery(*, by, words: str) -> Recovery:
    """Ask for help, with the new passphrase. An earlier request that is open is taken back."""
    reading_key = current_key(by)
    if reading_key is None:
        raise Refused(_("Du har ingen nøkkel ennå."))
    if not _pairs(reading_key).exists():
        raise Refused(_("Det var ikke to nøkkelholdere da du sist åpnet nøkkelen. Bruk gjenopprettingskoden."))
    Recovery.objects.open().filter(reading_key=reading_key).update(cancelled_at=timezone.now())
    private, public = box.new_pair()
    salt, cost = secrets.token_bytes(box.SALT), passphrase.cost()
    recovery = Recovery(reading_key=reading_key, public=public, salt=salt, **cost)
    key = box.stretch(passphrase.tidy(words), salt, **cost)
    recovery.box = box.lock(key, private, box.context("recovery", recovery.key))
    recovery.save()
    ask_holders(recovery, [key.person for key in holder_keys(by)])
    _note(by, "ask_recovery", recovery)
    return recovery


@transaction.atomic
def agree_recovery(*, by, opened: OpenedKey, recovery: Recovery) -> int:
    """A holder who has talked with the person gives their halves, sealed to the request. How many have helped."""
    if recovery.finished_at or recovery.cancelled_at:
        raise Refused(_("Dette er allerede avsluttet."))
    if opened.reading_key.person_id == recovery.reading_key.person_id:
        raise Refused(_("Du kan ikke hjelpe deg selv. Be to andre."))
    mine = [pair for pair in _pairs(recovery.reading_key) if opened.reading_key.pk in (pair.first_id, pair.second_id)]
    if not mine:
        raise Refused(_("Du er ikke nøkkelholder for denne personen."))
    for pair in mine:
        half = _half(pair, opened, recovery)
        share = box.seal_to(bytes(recovery.public), half, _share_bound(recovery, pair, opened.reading_key.key))
        RecoveryShare.objects.get_or_create(
            recovery=recovery, pair=pair, holder=opened.reading_key, defaults={"share": share}
        )
    helped = recovery.shares.values("holder").distinct().count()
    _note(by, "agree_recovery", recovery, helped=helped)
    return helped


@transaction.atomic
def finish_recovery(*, by, recovery: Recovery, words: str) -> OpenedKey:
    """When two have helped: open the key with the new passphrase, which takes the old one's place."""
    pair, shares = _whole_pair(recovery)
    if pair is None:
        raise Refused(_("To nøkkelholdere må hjelpe deg først."))
    key = box.stretch(
        passphrase.tidy(words), bytes(recovery.salt), passes=recovery.passes, memory_kib=recovery.memory_kib
    )
    try:
        fresh = box.unlock(key, bytes(recovery.box), box.context("recovery", recovery.key))
    except box.Tampered:
        raise Refused(_("Dette er ikke lesesetningen du valgte da du ba om hjelp."), "words") from None
    halves = [
        box.unseal(fresh, bytes(share.share), _share_bound(recovery, pair, share.holder.key))
        for share in (shares[pair.first_id], shares[pair.second_id])
    ]
    bound = pair_bound(recovery.reading_key, pair.first, pair.second)
    private = box.unlock(box.derive(halves[0] + halves[1], "pair of holders"), bytes(pair.box), bound)
    opened = OpenedKey(recovery.reading_key, private)
    lock_with(opened, Lock.Way.PASSPHRASE, passphrase.tidy(words))
    Recovery.objects.filter(pk=recovery.pk).update(finished_at=timezone.now())
    recovery.shares.all().delete()
    _note(by, "finish_recovery", recovery)
    return opened


@transaction.atomic
def cancel_recovery(*, by, recovery: Recovery) -> None:
    """The person, or a holder who does not know of it, stops a request."""
    if Recovery.objects.open().filter(pk=recovery.pk).update(cancelled_at=timezone.now()):
        recovery.shares.all().delete()
        _note(by, "cancel_recovery", recovery)


def _pairs(reading_key):
    """Pairs of which both are still holders with a key in use."""
    keys = [key.pk for key in holder_keys(reading_key.person)]
    return PairLock.objects.filter(reading_key=reading_key, first__in=keys, second__in=keys).select_related(
        "first", "second"
    )


def _half(pair: PairLock, opened: OpenedKey, recovery: Recovery) -> bytes:
    share = pair.first_share if pair.first_id == opened.reading_key.pk else pair.second_share
    return box.unseal(opened.private, bytes(share), pair_bound(recovery.reading_key, pair.first, pair.second))


def _whole_pair(recovery: Recovery) -> tuple[PairLock | None, dict[int, RecoveryShare]]:
    """A pair of which both have given their half."""
    given: dict[int, dict[int, RecoveryShare]] = {}
    for share in recovery.shares.select_related("holder"):
        given.setdefault(share.pair_id, {})[share.holder_id] = share
    for pair in _pairs(recovery.reading_key):
        shares = given.get(pair.pk, {})
        if pair.first_id in shares and pair.second_id in shares:
            return pair, shares
    return None, {}


def _share_bound(recovery: Recovery, pair: PairLock, holder: str) -> bytes:
    return box.context("recovery share", recovery.key, pair.pk, holder)


def _note(by, verb: str, recovery: Recovery, **facts) -> None:
    """In the log of each of the person's organisations."""
    organisations: list[int | None] = [*sorted(standing(recovery.reading_key.person).organisations)]
    for organisation in organisations or [None]:
        record(by=by, verb=verb, of=recovery, organisation=organisation, **facts)
