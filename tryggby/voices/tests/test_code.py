"""The code of six words: the list, how it is typed, and how it is known in a message."""

import re

import pytest

from tryggby.voices import code as codes


def test_the_list_gives_sixty_six_bits():
    words = codes.word_list()
    assert len(words) == 2048 == len({codes._plain(word) for word in words}) == len(codes._known())
    assert codes.WORDS * codes.BITS == 66
    assert all(re.fullmatch(r"[a-zæøå]{3,12}", word) for word in words)


def test_no_word_is_one_sign_from_another():
    known = codes._known()
    letters = "abcdefghijklmnopqrstuvwxyz"
    for word in known:
        shorter = {word[:i] + word[i + 1 :] for i in range(len(word))}
        other = {word[:i] + sign + word[i + 1 :] for i in range(len(word)) for sign in letters} - {word}
        swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} - {word}
        assert not (shorter | other | swapped) & known, word


def test_a_code_is_read_as_a_child_types_it():
    code = "bjørn blåbær sol ekorn kake tog"
    code = " ".join(codes.word_list()[n] for n in (100, 200, 300, 400, 500, 600))
    parsed = codes.parse(code)
    plain = codes._plain(code)
    for typed in (code.upper(), f"  {code} ", code.replace(" ", ", "), code.replace(" ", "-"), plain, code + "."):
        assert codes.parse(typed) == parsed
    assert codes.parse("\n".join(f"{n}. {word}" for n, word in enumerate(code.split(), 1))) == parsed


@pytest.mark.parametrize("typed", ["", "hei", "sol " * 5, "xyzzy " * 6, "<script>", "sol " * 7, "日本語 " * 6])
def test_what_is_no_code_is_none(typed):
    assert codes.parse(typed) is None


def test_locator_and_secret_are_two_and_four_words():
    locator, secret = codes.parse(codes.new_code())
    assert len(locator.split()) == 2 and len(secret.split()) == 4


def test_a_code_in_a_message_is_seen_and_ordinary_words_are_not():
    code = codes.new_code()
    assert codes.has_code(code) and codes.has_code(f"Hei, koden min er {code.title()}, kan du svare?")
    assert not codes.has_code("Jeg vil at de voksne skal høre på meg når jeg sier at jeg er lei meg på skolen.")
    assert not codes.has_code(" ".join(code.split()[:5]) + " og " + code.split()[5])


def test_codes_differ():
    assert len({codes.new_code() for _ in range(200)}) == 200


def test_every_word_can_come_first():
    firsts = {codes.words_of(n.to_bytes(32, "big")).split()[0] for n in range(2048)}
    assert firsts == set(codes.word_list())
