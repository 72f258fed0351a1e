"""Keys: make, open, forget the passphrase, wait after wrong tries, two holders."""

import datetime as dt

import pytest
import time_machine

from tryggby.audit.door import Entry
from tryggby.ground.door import settle_on_disk
from tryggby.organisations.door import leave_organisation
from tryggby.organisations.factories import MembershipFactory
from tryggby.outbox.door import Message
from tryggby.sealing import actions
from tryggby.sealing.envelopes import open_envelope, seal
from tryggby.sealing.factories import WORDS, make_reader
from tryggby.sealing.models import Holder, Lock, PairLock, ReadingKey, Recovery, RecoveryShare
from tryggby.sealing.refusal import Refused

NEW = "en helt annen setning"


def test_the_passphrase_opens_what_it_locked(solvik):
    made, code = actions.make_key(by=solvik.amina, words=WORDS)
    assert actions.open_key(by=solvik.amina, words=f"  {WORDS}  ").private == made.private
    assert len(code) == 35
    with pytest.raises(Refused, match="stemmer ikke"):
        actions.open_key(by=solvik.amina, words=WORDS + "!")
    with pytest.raises(Refused, match="allerede"):
        actions.make_key(by=solvik.amina, words=NEW)


def test_the_same_form_twice_gives_one_key_and_the_same_code(solvik):
    first, code = actions.make_key(by=solvik.amina, words=WORDS, once="abc" * 8)
    second, again = actions.make_key(by=solvik.amina, words=WORDS, once="abc" * 8)
    assert (second.private, again) == (first.private, code) and ReadingKey.objects.count() == 1
    assert not any("abc" * 8 in str(row) for row in _everything_stored())


def test_nothing_stored_opens_the_key_without_a_secret(solvik):
    made, code = actions.make_key(by=solvik.amina, words=WORDS)
    stored = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in _everything_stored()
    )
    for secret in (made.private, WORDS.encode(), code.encode(), code.replace("-", "").encode()):
        assert secret not in stored and secret.hex().encode() not in stored


def test_a_changed_passphrase_replaces_the_old(solvik):
    opened = make_reader(solvik.amina)
    actions.change_passphrase(by=solvik.amina, opened=opened, words=NEW)
    assert actions.open_key(by=solvik.amina, words=NEW).private == opened.private
    with pytest.raises(Refused):
        actions.open_key(by=solvik.amina, words=WORDS)


def test_the_printed_code_lets_one_in_and_a_new_one_replaces_it(solvik):
    opened, code = actions.make_key(by=solvik.amina, words=WORDS)
    again = actions.use_recovery_code(by=solvik.amina, code=code.lower().replace("-", " "), words=NEW)
    assert again.private == opened.private == actions.open_key(by=solvik.amina, words=NEW).private
    newer = actions.make_recovery_code(by=solvik.amina, opened=opened)
    with pytest.raises(Refused, match="stemmer ikke"):
        actions.use_recovery_code(by=solvik.amina, code=code, words=WORDS)
    assert actions.use_recovery_code(by=solvik.amina, code=newer, words=WORDS).private == opened.private


def test_wrong_tries_must_wait_and_the_right_one_resets(solvik):
    make_reader(solvik.amina)
    make_reader(solvik.bo)
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        for _ in range(5):
            with pytest.raises(Refused, match="stemmer ikke"):
                actions.open_key(by=solvik.amina, words="feil setning her")
        with pytest.raises(Refused, match="Vent"):
            actions.open_key(by=solvik.amina, words=WORDS)
        assert actions.open_key(by=solvik.bo, words=WORDS)
        clock.shift(dt.timedelta(seconds=16))
        assert actions.open_key(by=solvik.amina, words=WORDS)
    assert ReadingKey.objects.get(person=solvik.amina).wrong_tries == 0


@pytest.mark.shows("voices.2")
def test_two_holders_of_three_let_a_colleague_in_and_one_does_not(solvik, holders):
    opened = make_reader(solvik.amina)
    assert PairLock.objects.filter(reading_key=opened.reading_key).count() == 3
    envelope = seal(b"hei", purpose="p", record="r", channel="c", readers=[opened.reading_key])
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    assert Message.objects.filter(kind="key_recovery").count() == 3
    with pytest.raises(Refused, match="To nøkkelholdere"):
        actions.finish_recovery(by=solvik.amina, recovery=asked, words=NEW)
    assert actions.agree_recovery(by=solvik.hanne, opened=holders[0], recovery=asked) == 1
    assert actions.agree_recovery(by=solvik.hanne, opened=holders[0], recovery=asked) == 1
    with pytest.raises(Refused, match="To nøkkelholdere"):
        actions.finish_recovery(by=solvik.amina, recovery=asked, words=NEW)
    assert actions.agree_recovery(by=solvik.jorunn, opened=holders[2], recovery=asked) == 2
    with pytest.raises(Refused, match="ikke lesesetningen"):
        actions.finish_recovery(by=solvik.amina, recovery=asked, words=WORDS)
    regained = actions.finish_recovery(by=solvik.amina, recovery=asked, words=NEW)
    assert regained.private == opened.private and open_envelope(envelope, regained) == b"hei"
    assert actions.open_key(by=solvik.amina, words=NEW).private == opened.private
    verbs = set(Entry.objects.filter(organisation=solvik.owner.pk).values_list("verb", flat=True))
    assert {"ask_recovery", "agree_recovery", "finish_recovery"} <= verbs
    assert not RecoveryShare.objects.exists()


def test_neither_strangers_nor_oneself_count_as_holders(solvik, holders):
    amina = make_reader(solvik.amina)
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    bo = make_reader(solvik.bo)
    with pytest.raises(Refused, match="ikke nøkkelholder"):
        actions.agree_recovery(by=solvik.bo, opened=bo, recovery=asked)
    with pytest.raises(Refused, match="deg selv"):
        actions.agree_recovery(by=solvik.amina, opened=amina, recovery=asked)


def test_a_holder_that_ended_helps_nobody(solvik, holders):
    make_reader(solvik.amina)
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    actions.agree_recovery(by=solvik.hanne, opened=holders[0], recovery=asked)
    actions.end_holder(by=solvik.knut, holder=Holder.objects.get(person=solvik.hanne))
    actions.agree_recovery(by=solvik.ivar, opened=holders[1], recovery=asked)
    with pytest.raises(Refused, match="To nøkkelholdere"):
        actions.finish_recovery(by=solvik.amina, recovery=asked, words=NEW)
    actions.agree_recovery(by=solvik.jorunn, opened=holders[2], recovery=asked)
    assert actions.finish_recovery(by=solvik.amina, recovery=asked, words=NEW)


def test_holders_named_later_are_reached_at_the_next_opening(solvik):
    opened = make_reader(solvik.amina)
    with pytest.raises(Refused, match="ikke to nøkkelholdere"):
        actions.ask_recovery(by=solvik.amina, words=NEW)
    for person in (solvik.hanne, solvik.ivar):
        holder = actions.propose_holder(by=solvik.knut, organisation=solvik.owner, person=person)
        actions.agree_holder(by=solvik.sara, holder=holder)
        make_reader(person)
    actions.open_key(by=solvik.amina, words=WORDS)
    assert opened.reading_key.pair_locks.count() == 1
    assert actions.ask_recovery(by=solvik.amina, words=NEW)


def test_a_holder_is_named_by_two_people(solvik):
    with pytest.raises(Refused, match="Bare personvernansvarlig"):
        actions.propose_holder(by=solvik.sara, organisation=solvik.owner, person=solvik.hanne)
    with pytest.raises(Refused, match="høre til"):
        actions.propose_holder(by=solvik.knut, organisation=solvik.owner, person=solvik.neighbour)
    holder = actions.propose_holder(by=solvik.knut, organisation=solvik.owner, person=solvik.hanne)
    for person in (solvik.knut, solvik.hanne, solvik.bo, solvik.neighbour):
        with pytest.raises(Refused, match="leder"):
            actions.agree_holder(by=person, holder=holder)
    assert actions.agree_holder(by=solvik.sara, holder=holder).agreed_by == solvik.sara
    with pytest.raises(Refused, match="allerede"):
        actions.propose_holder(by=solvik.knut, organisation=solvik.owner, person=solvik.hanne)


@pytest.mark.shows("voices.2")
def test_a_holder_who_works_here_no_more_helps_nobody_and_is_not_asked(client, solvik, holders):
    make_reader(solvik.amina)
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    MembershipFactory(person=solvik.hanne, unit__organisation__name="Nabovik kommune")
    leave_organisation(by=None, person=solvik.hanne, organisation=solvik.owner)
    with pytest.raises(Refused, match="ikke nøkkelholder"):
        actions.agree_recovery(by=solvik.hanne, opened=holders[0], recovery=asked)
    solvik.hanne.refresh_from_db()
    client.force_login(solvik.hanne, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/nokkel/hjelp/{asked.key}/").status_code == 404
    Message.objects.all().delete()
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    assert set(Message.objects.values_list("to", flat=True)) == {solvik.ivar.email, solvik.jorunn.email}
    for helper, opened in ((solvik.ivar, holders[1]), (solvik.jorunn, holders[2])):
        actions.agree_recovery(by=helper, opened=opened, recovery=asked)
    assert actions.finish_recovery(by=solvik.amina, recovery=asked, words=NEW)
    client.force_login(solvik.knut, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/nokkel/holdere/").content.decode()
    assert page.count("Jobber ikke her lenger, og kan ikke hjelpe noen inn.") == 1


def test_with_one_holder_of_two_gone_nobody_waits_in_vain(solvik, holders):
    actions.end_holder(by=solvik.knut, holder=Holder.objects.get(person=solvik.ivar))
    make_reader(solvik.amina)
    leave_organisation(by=None, person=solvik.hanne, organisation=solvik.owner)
    with pytest.raises(Refused, match="Bruk gjenopprettingskoden"):
        actions.ask_recovery(by=solvik.amina, words=NEW)
    assert not Recovery.objects.exists()


def test_the_disk_forgets_what_a_former_passphrase_opened(solvik, django_capture_on_commit_callbacks):
    opened = make_reader(solvik.amina)
    with django_capture_on_commit_callbacks() as after:
        actions.change_passphrase(by=solvik.amina, opened=opened, words=NEW)
    assert settle_on_disk in after
    with django_capture_on_commit_callbacks() as after:
        actions.retire_key(by=solvik.amina, reading_key=opened.reading_key)
    assert settle_on_disk in after


def test_a_request_nobody_knows_of_is_stopped(solvik, holders):
    make_reader(solvik.amina)
    asked = actions.ask_recovery(by=solvik.amina, words=NEW)
    actions.agree_recovery(by=solvik.hanne, opened=holders[0], recovery=asked)
    actions.cancel_recovery(by=solvik.ivar, recovery=asked)
    asked.refresh_from_db()
    with pytest.raises(Refused, match="avsluttet"):
        actions.agree_recovery(by=solvik.ivar, opened=holders[1], recovery=asked)
    assert not Recovery.objects.open().exists() and not RecoveryShare.objects.exists()


def _everything_stored():
    from django.apps import apps

    for model in apps.get_models():
        if model._meta.app_label in {"sealing", "ground", "audit", "outbox"}:
            for row in model._default_manager.values_list():
                yield from row
    assert Lock.objects.exists()
