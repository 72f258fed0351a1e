"""Envelopes: who opens what, what is noticed, and what is gone when it is gone."""

import pytest

from tryggby.sealing.box import Tampered, new_pair
from tryggby.sealing.envelopes import (
    NotForYou,
    Outsider,
    destroy,
    grant,
    open_all,
    open_envelope,
    revoke,
    seal,
)
from tryggby.sealing.factories import make_reader
from tryggby.sealing.models import Envelope, Wrap

TEXT = "Jeg vil at noen hører.".encode()


@pytest.fixture
def amina(solvik):
    """Amina's key, opened."""
    return make_reader(solvik.amina)


@pytest.fixture
def bo(solvik):
    """Bo's key, opened."""
    return make_reader(solvik.bo)


def sealed(*readers, record="r1", channel="c1", plain=TEXT, purpose="voices.message"):
    """An envelope for the opened keys or outsiders given."""
    people = [reader if isinstance(reader, Outsider) else reader.reading_key for reader in readers]
    return seal(plain, purpose=purpose, record=record, channel=channel, readers=people)


@pytest.mark.shows("voices.2")
def test_one_reader_s_key_opens_none_of_another_s(amina, bo):
    hers, his = sealed(amina), sealed(bo, record="r2")
    assert open_envelope(hers, amina) == TEXT
    assert amina.private != bo.private
    for envelope, reader in ((hers, bo), (his, amina)):
        with pytest.raises(NotForYou):
            open_envelope(envelope, reader)
    assert open_all([hers, his], bo) == {his.pk: TEXT}


@pytest.mark.shows("voices.2")
def test_another_s_wrap_put_under_one_s_own_name_does_not_open(amina, bo):
    envelope = sealed(amina)
    Wrap.objects.update(reading_key=bo.reading_key)
    with pytest.raises(Tampered):
        open_envelope(envelope, bo)


@pytest.mark.shows("voices.2")
def test_a_reader_whose_access_was_taken_away_opens_nothing(amina, bo):
    first, second = sealed(amina, bo), sealed(amina, bo, record="r2", channel="c2")
    assert revoke(bo.reading_key, channel="c1") == 1
    with pytest.raises(NotForYou):
        open_envelope(first, bo)
    assert open_envelope(second, bo) == open_envelope(first, amina) == TEXT
    revoke(bo.reading_key)
    with pytest.raises(NotForYou):
        open_envelope(second, bo)


@pytest.mark.shows("voices.2")
@pytest.mark.parametrize("field", ["purpose", "record", "channel", "version"])
def test_an_envelope_put_in_another_s_place_does_not_open(amina, field):
    envelope = sealed(amina)
    Envelope.objects.update(**{field: 7 if field == "version" else "another"})
    envelope.refresh_from_db()
    with pytest.raises(Tampered):
        open_envelope(envelope, amina)


@pytest.mark.shows("voices.2")
def test_swapped_and_truncated_contents_are_noticed(amina):
    first, second = sealed(amina), sealed(amina, record="r2", plain=b"noe annet")
    boxes = bytes(first.box), bytes(second.box)
    for broken in (boxes[1], boxes[0][:-1], boxes[0][:40], b"", boxes[0] + b"\0"):
        first.box = broken
        with pytest.raises(Tampered):
            open_envelope(first, amina)
    first.box = boxes[0]
    Wrap.objects.filter(envelope=first).update(box=Wrap.objects.get(envelope=second).box)
    with pytest.raises(Tampered):
        open_envelope(first, amina)


def test_each_record_and_reader_has_keys_of_its_own(amina, bo):
    for number in range(3):
        sealed(amina, bo, record=f"r{number}")
    boxes = [bytes(wrap.box) for wrap in Wrap.objects.all()]
    assert len({box[:32] for box in boxes}) == len(boxes) == 6


def test_an_outsider_opens_with_what_they_keep(amina):
    private, public = new_pair()
    envelope = sealed(amina, Outsider(public))
    assert open_envelope(envelope, Outsider(public, private)) == TEXT
    with pytest.raises(NotForYou):
        open_envelope(envelope, Outsider(public))
    with pytest.raises(NotForYou):
        open_envelope(envelope, Outsider(*reversed(new_pair())))


def test_a_new_reader_is_let_in_by_one_who_can_open(amina, bo, solvik):
    envelopes = [sealed(amina), sealed(amina, record="r2")]
    stranger = make_reader(solvik.ivar)
    assert grant(envelopes, to=bo.reading_key, opened=stranger) == 0
    assert grant(envelopes, to=bo.reading_key, opened=amina) == 2
    assert grant(envelopes, to=bo.reading_key, opened=amina) == 0
    assert open_all(envelopes, bo) == {envelope.pk: TEXT for envelope in envelopes}


def test_a_text_without_readers_is_not_taken_in(db):
    with pytest.raises(ValueError, match="at least one reader"):
        seal(TEXT, purpose="voices.message", record="r1", channel="c1", readers=[])
    assert not Envelope.objects.exists()


def test_a_retired_key_opens_nothing(amina):
    from tryggby.sealing.actions import retire_key

    envelope = sealed(amina)
    retire_key(by=amina.reading_key.person, reading_key=amina.reading_key)
    with pytest.raises(NotForYou):
        open_envelope(envelope, amina)
    assert not amina.reading_key.locks.exists()


def test_what_is_destroyed_has_neither_key_nor_row(amina):
    envelopes = [sealed(amina), sealed(amina, record="r2")]
    assert destroy(envelopes[:1]) == 1
    assert list(Envelope.objects.all()) == envelopes[1:] and Wrap.objects.count() == 1
