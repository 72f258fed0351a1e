"""The cryptography: nothing opens in another's place, cut off, or with another's key."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggby.sealing import box, passphrase


def test_a_sealed_box_opens_for_its_reader_alone():
    (mine, public), (theirs, _) = box.new_pair(), box.new_pair()
    sealed = box.seal_to(public, b"hei", b"sted")
    assert box.unseal(mine, sealed, b"sted") == b"hei"
    for private, bound in ((theirs, b"sted"), (mine, b"et annet sted")):
        with pytest.raises(box.Tampered):
            box.unseal(private, sealed, bound)


def test_every_cut_and_every_changed_byte_is_noticed():
    private, public = box.new_pair()
    sealed = box.seal_to(public, b"hei", b"sted")
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        for broken in (sealed[:place], changed):
            with pytest.raises(box.Tampered):
                box.unseal(private, broken, b"sted")


def test_two_boxes_with_the_same_content_have_nothing_in_common():
    private, public = box.new_pair()
    first, second = (box.seal_to(public, b"hei" * 20, b"") for _ in range(2))
    assert not {first[i : i + 8] for i in range(len(first) - 8)} & {second[i : i + 8] for i in range(len(second) - 8)}
    assert private not in (first, second)


@given(st.binary(max_size=70_000))
def test_padding_goes_there_and_back_in_few_lengths(plain):
    padded = box.pad(plain)
    assert box.unpad(padded) == plain
    assert len(padded) in box.STEPS or len(padded) % box.STEPS[-1] == 0


def test_lengths_tell_little():
    assert len({len(box.pad(b"x" * n)) for n in range(250)}) == 1


@pytest.mark.parametrize("broken", [b"", b"\0\0", b"hei"])
def test_what_is_not_filled_up_is_refused(broken):
    with pytest.raises(box.Tampered):
        box.unpad(broken)


def test_a_context_is_not_another_cut_differently():
    assert len({box.context("ab", "c"), box.context("a", "bc"), box.context("abc"), box.context("abc", "")}) == 4


def test_a_key_nobody_may_use_is_refused():
    private, public = box.new_pair()
    sealed = box.seal_to(public, b"hei", b"")
    with pytest.raises(box.Tampered):
        box.unseal(private, bytes(32) + sealed[32:], b"")


def test_the_work_of_a_derivation_stands_beside_the_lock(settings):
    salt = secrets.token_bytes(16)
    light = box.stretch("fire vanlige ord", salt, passes=1, memory_kib=8)
    assert light != box.stretch("fire vanlige ord", salt, passes=2, memory_kib=8)
    assert light != box.stretch("fire vanlige ord", secrets.token_bytes(16), passes=1, memory_kib=8)


def test_the_product_s_own_cost_is_not_the_tests(settings):
    from config import settings as product

    assert product.SEALING_COST["memory_kib"] >= 65_536 and product.SEALING_COST["passes"] >= 3


def test_a_recovery_code_is_read_as_people_type_it():
    code = passphrase.new_code()
    assert len(passphrase.tidy_code(code)) == 30 and len(set(passphrase.SIGNS)) == 28
    assert passphrase.tidy_code(f" {code.lower().replace('-', ' ')} ") == passphrase.tidy_code(code)
    assert passphrase.new_code() != code


def test_a_passphrase_is_the_same_on_every_keyboard():
    assert passphrase.tidy("  blå  bær ") == passphrase.tidy("bla\u030a bær")
