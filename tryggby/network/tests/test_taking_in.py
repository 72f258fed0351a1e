"""A release that came is taken in only when everything about it holds; else the reason is said and nothing changes."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from nacl.signing import SigningKey

from tryggby.audit.door import Entry
from tryggby.network.actions import end_city_key, take_in_release
from tryggby.network.document import MOST, OLDEST, SCHEMA, canonical, digest, sign, stamp
from tryggby.network.factories import CityFactory, release, signed, table, trust
from tryggby.network.models import CityRelease
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.tests.cities import refused

pytestmark = pytest.mark.django_db


def test_a_release_that_holds_is_taken_in(solvik):
    made = take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private))
    assert content_of(made)["tables"][0]["number"] == 100
    assert Entry.objects.filter(verb="take_in_release").count() == 1


def test_the_next_takes_its_place_and_only_the_hash_is_left(solvik):
    first = signed(solvik.storvik, solvik.private)
    take_in_release(by=solvik.leila, raw=first)
    second = signed(
        solvik.storvik,
        solvik.private,
        number=2,
        former=digest(first),
        made_at=stamp(timezone.now()),
        tables=[table((12, 14, 16, 30, 40, 39))],
    )
    take_in_release(by=solvik.leila, raw=second)
    old, new = CityRelease.objects.filter(city=solvik.storvik).order_by("number")
    assert (old.document, old.digest) == ("", digest(first)) and old.replaced_at
    assert content_of(new)["number"] == 2


@pytest.mark.shows("network.2")
def test_every_altered_byte_is_refused(solvik):
    raw = signed(solvik.storvik, solvik.private)
    for at in range(0, len(raw), 31):
        altered = bytearray(raw)
        altered[at] ^= 1
        assert refused(solvik, bytes(altered)) in {
            "altered",
            "unreadable",
            "foreign_key",
            "old",
            "newer",
        }, at


@pytest.mark.shows("network.2")
def test_every_bit_of_the_signature_counts(solvik):
    """Also the one that tells a from A, which mean the same to whoever reads hex."""
    raw = signed(solvik.storvik, solvik.private)
    begins = raw.index(b'"signature":"') + len(b'"signature":"')
    for at in range(begins, begins + 128):
        for bit in range(8):
            altered = bytearray(raw)
            altered[at] ^= 1 << bit
            assert refused(solvik, bytes(altered)) in {"altered", "unreadable"}, (at, bit)
    for wider in (raw[:begins] + b" " + raw[begins:], raw[: begins + 2] + b" " + raw[begins + 2 :]):
        assert refused(solvik, wider) == "altered"


@pytest.mark.shows("network.2")
@pytest.mark.parametrize("more", [b" ", b"\n", b"{}", b"\x00"])
def test_a_byte_more_is_refused(solvik, more):
    assert refused(solvik, signed(solvik.storvik, solvik.private) + more) in {"altered", "unreadable"}


@pytest.mark.shows("network.2")
def test_the_same_content_written_in_another_way_is_refused(solvik):
    raw = signed(solvik.storvik, solvik.private)
    assert refused(solvik, json.dumps(json.loads(raw), indent=1).encode()) == "altered"


@pytest.mark.shows("network.2")
@pytest.mark.parametrize(("schema", "why"), [(OLDEST - 1, "old"), (0, "old"), (SCHEMA + 1, "newer")])
def test_another_schema_is_refused(solvik, schema, why):
    assert refused(solvik, signed(solvik.storvik, solvik.private, schema=schema)) == why


@pytest.mark.shows("network.2")
def test_a_key_that_nobody_wrote_down_is_refused(solvik):
    stranger = SigningKey(b"a stranger's seed of 32 bytes...")
    assert refused(solvik, signed(solvik.storvik, stranger)) == "foreign_key"
    forged = release(solvik.storvik, solvik.private)
    assert refused(solvik, sign(forged, stranger)) == "altered", "Storvik's key named, another's signature"


@pytest.mark.shows("network.2")
def test_one_city_does_not_speak_for_another(solvik):
    granhavn = CityFactory(number="9912", name="Granhavn")
    solvik.network.memberships.create(city=granhavn)
    trust(granhavn, SigningKey(b"the seed of Granhavn, 32 bytes.."))
    theirs = release(granhavn, SigningKey(b"the seed of Granhavn, 32 bytes.."))
    theirs["city"] = {"number": solvik.storvik.number, "name": "Storvik"}
    assert refused(solvik, sign(theirs, SigningKey(b"the seed of Granhavn, 32 bytes.."))) == "foreign_key"


@pytest.mark.shows("network.2")
def test_a_key_that_was_ended_is_refused_also_for_what_it_signed_before(solvik):
    end_city_key(by=solvik.leila, key=solvik.storvik.keys.get())
    assert refused(solvik, signed(solvik.storvik, solvik.private)) == "ended_key"


@pytest.mark.shows("network.2")
def test_the_same_again_and_an_older_one_are_refused(solvik):
    first = signed(solvik.storvik, solvik.private)
    take_in_release(by=solvik.leila, raw=first)
    assert refused(solvik, first) == "replay"
    third = signed(solvik.storvik, solvik.private, number=3, made_at=stamp(timezone.now()))
    take_in_release(by=solvik.leila, raw=third)
    second = signed(solvik.storvik, solvik.private, number=2, former=digest(first), made_at=stamp(timezone.now()))
    assert refused(solvik, second) == "older"
    assert refused(solvik, first) == "older"
    earlier = stamp(timezone.now() - dt.timedelta(days=2))
    assert refused(solvik, signed(solvik.storvik, solvik.private, number=4, made_at=earlier)) == "older"


@pytest.mark.shows("network.2")
def test_one_that_builds_on_another_history_is_refused(solvik):
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private))
    other = signed(solvik.storvik, solvik.private, number=2, former="0" * 64, made_at=stamp(timezone.now()))
    assert refused(solvik, other) == "chain"


@pytest.mark.shows("network.2")
def test_clocks_may_differ_a_little_and_no_more(solvik):
    late = stamp(timezone.now() + dt.timedelta(minutes=12))
    assert refused(solvik, signed(solvik.storvik, solvik.private, made_at=late)) == "clock"
    near = stamp(timezone.now() + dt.timedelta(minutes=8))
    assert take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, made_at=near)).number == 1


@pytest.mark.shows("network.2")
def test_one_that_has_expired_is_refused(solvik):
    gone = stamp(timezone.now() - dt.timedelta(seconds=1))
    assert refused(solvik, signed(solvik.storvik, solvik.private, valid_until=gone)) == "expired"


@pytest.mark.shows("network.2")
@pytest.mark.parametrize(
    "tables",
    [
        [table((3, 3, 3, 0, 0, 0))],
        [table((5, None, None, 5, 5, 5), number=19, age="under13")],
        [table((6, 7, 8, 20, 30, 4))],
        [table((6, 7, 8, 20, 30, None), number=90)],
        [table((None, None, 8, 20, 30, 29), number=89)],
        [table((6, 7, 8, 20, 30, 29), number=101)],
    ],
    ids=["nine", "nineteen under 13", "a cell of four", "one hidden", "two share two", "does not add up"],
)
def test_one_that_tells_of_few_children_is_refused_whoever_signed(solvik, tables):
    assert refused(solvik, signed(solvik.storvik, solvik.private, tables=tables)) == "threshold"


@pytest.mark.shows("network.2")
@pytest.mark.parametrize(
    "after",
    [table((6, 7, 8, 20, 30, 33)), table((6, 7, 9, 24, 30, 29)), table((11, 7, 8, 20, 30, 30))],
    ids=["four more", "one and four more", "five and one more"],
)
def test_one_whose_difference_tells_of_few_children_is_refused(solvik, after):
    first = signed(solvik.storvik, solvik.private)
    take_in_release(by=solvik.leila, raw=first)
    more = {"number": 2, "former": digest(first), "made_at": stamp(timezone.now()), "tables": [after]}
    assert refused(solvik, signed(solvik.storvik, solvik.private, **more)) == "difference"


@pytest.mark.shows("network.2")
def test_what_was_hidden_is_never_shown_later(solvik):
    first = signed(solvik.storvik, solvik.private, tables=[table((None, None, 8, 20, 30, 29), number=100)])
    take_in_release(by=solvik.leila, raw=first)
    more = {"number": 2, "former": digest(first), "made_at": stamp(timezone.now())}
    opened = table((12, 14, 16, 30, 40, 39))
    assert refused(solvik, signed(solvik.storvik, solvik.private, tables=[opened], **more)) == "difference"


@pytest.mark.parametrize(
    "changes",
    [
        {"tables": "all"},
        {"tables": [{}]},
        {"tables": [table(), table()]},
        {"tables": [table(rows=[{"child": 1}])]},
        {"tables": [table(scale="seven")]},
        {"tables": [table((6, 7))]},
        {"number": -1},
        {"number": True},
        {"made_at": "yesterday"},
        {"row": 1},
        {"focus": [{"network": "x", "point": 1}]},
    ],
)
def test_what_is_not_written_as_agreed_is_refused(solvik, changes):
    assert refused(solvik, signed(solvik.storvik, solvik.private, **changes)) == "shape"


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b"null", b"[" * 5000, b"\xff\xfe", b'{"release":{},"signature":"zz"}', b'{"a":1,"a":2}']
)
def test_what_is_no_release_is_refused(solvik, raw):
    assert refused(solvik, raw) == "unreadable"


@pytest.mark.parametrize("name", [b"\\ud800", b"\\udfff\\ud800"])
def test_half_a_letter_is_refused_with_a_reason(solvik, client, name):
    raw = signed(solvik.storvik, solvik.private).replace(b'"name":"Storvik"', b'"name":"' + name + b'"')
    assert refused(solvik, raw) in {"altered", "unreadable"}
    client.force_login(solvik.leila)
    assert client.post(reverse("network:intake"), {"file": SimpleUploadedFile("slipp.json", raw)}).status_code == 422


@pytest.mark.parametrize("depth", [500, 900, 3000, 20000, 100_000])
def test_a_file_that_is_folded_many_times_is_refused_with_a_reason(solvik, depth):
    raw = signed(solvik.storvik, solvik.private).replace(
        b'"tables":[', b'"tables":[' + b"[" * depth + b"]" * depth + b","
    )
    assert refused(solvik, raw) in {"altered", "unreadable", "shape"}


def test_fractions_and_endless_numbers_are_refused(solvik):
    raw = signed(solvik.storvik, solvik.private)
    assert refused(solvik, raw.replace(b'"number":1,', b'"number":1.0,')) == "unreadable"
    assert refused(solvik, raw.replace(b'"number":1,', b'"number":NaN,')) == "unreadable"
    assert refused(solvik, raw.replace(b'"number":1,', b'"number":' + b"9" * 5000 + b",")) == "unreadable"


def test_a_city_that_left_the_network_is_not_taken_in(solvik):
    solvik.network.memberships.filter(city=solvik.storvik).update(until=timezone.now().date() - dt.timedelta(days=1))
    assert refused(solvik, signed(solvik.storvik, solvik.private)) == "may_not"


def test_who_takes_part_in_nothing_takes_nothing_in(solvik):
    with pytest.raises(Refused) as refusal:
        take_in_release(by=solvik.stranger, raw=signed(solvik.storvik, solvik.private))
    assert refusal.value.why == "may_not"


@pytest.mark.shows("network.2")
def test_a_file_of_100_mb_is_refused_with_a_reason(solvik, client):
    client.force_login(solvik.leila)
    raw = signed(solvik.storvik, solvik.private)
    file = SimpleUploadedFile("slipp.json", raw + b" " * (100 * 1024 * 1024 - len(raw)))
    page = client.post(reverse("network:intake"), {"file": file})
    assert page.status_code == 422 and "aldri over 1 MB" in page.content.decode()
    assert not CityRelease.objects.exists()


def test_one_byte_over_the_limit_is_refused(solvik):
    assert refused(solvik, b" " * (MOST + 1)) == "too_large"


def test_the_reason_is_in_the_readers_language(solvik):
    stranger = SigningKey(b"a stranger's seed of 32 bytes...")
    with translation.override("nb"), pytest.raises(Refused, match="ikke har i lista"):
        take_in_release(by=solvik.leila, raw=signed(solvik.storvik, stranger))


def test_a_file_that_was_taken_in_by_the_page(solvik, client):
    client.force_login(solvik.leila)
    file = SimpleUploadedFile("slipp.json", signed(solvik.storvik, solvik.private))
    page = client.post(reverse("network:intake"), {"file": file}, follow=True)
    assert "Tallene fra Storvik er tatt imot" in page.content.decode()
    assert canonical(json.loads(CityRelease.objects.get().document)) == CityRelease.objects.get().document.encode()
