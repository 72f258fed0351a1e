"""Keys, numbers, dates and what was seen before: what one release may do to those that follow."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from nacl.signing import SigningKey

from tryggby.network import keys
from tryggby.network.actions import (
    end_city_key,
    publish_release,
    set_focus_state,
    take_away_release,
    take_in_release,
    trust_city_key,
)
from tryggby.network.document import digest, public_half, read, sign, stamp
from tryggby.network.factories import advice, release, signed, table
from tryggby.network.models import CityRelease, SeenTable
from tryggby.network.reading import content_of
from tryggby.network.refusal import Refused
from tryggby.network.tests.cities import refused

pytestmark = pytest.mark.django_db
OTHER = SigningKey(b"Storvik's new seed, of 32 bytes.")


def several(solvik, *contents: dict, start: int = 1, former: bytes = b"", private=None) -> list[bytes]:
    """Files that follow each other, each a second later than the one before."""
    made = timezone.now() - dt.timedelta(minutes=50)
    found: list[bytes] = []
    for place, content in enumerate(contents):
        before = found[-1] if found else former
        head = {"number": start + place, "former": digest(before) if before else ""}
        head["made_at"] = stamp(made + dt.timedelta(seconds=start + place))
        found.append(signed(solvik.storvik, private or solvik.private, **head | content))
    return found


@pytest.mark.shows("network.2")
@pytest.mark.parametrize(
    "changes",
    [
        {"valid_until": "9999-12-31T23:59:59Z"},
        {"valid_until": "2038-11-22T12:00:00Z"},
        {"made_at": "0001-01-01T00:00:00Z"},
        {"made_at": "9999-12-31T23:59:58Z", "valid_until": "9999-12-31T23:59:59Z"},
        {"made_at": "1999-12-31T23:59:59Z", "valid_until": "2027-01-01T00:00:00Z"},
        {"tables": [table(since="0001-01-01")]},
        {"tables": [table(until="9999-12-31")]},
        {"tables": [table(since="20260105")]},
        {"tables": [table(since="2026-W02-1")]},
        {"advice": [advice(until="9999-12-31")]},
        {"advice": [advice(on="9999-12-31")]},
        {"advice": [advice(since="0001-01-01")]},
        {"focus": [{"network": "x", "point": 1, "state": "lived", "routine": "", "evidence": "", "next": ""}
                   | {"on": "9999-12-31"}]},
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_meant_is_refused_and_the_page_still_opens(solvik, client, changes):
    with time_machine.travel(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), tick=False):
        assert refused(solvik, signed(solvik.storvik, solvik.private, **changes)) == "shape"
        client.force_login(solvik.leila)
        assert client.get(reverse("network:releases")).status_code == 200


@pytest.mark.shows("network.2")
def test_a_release_that_holds_for_ten_years_opens_on_every_page(solvik, client):
    until = stamp(timezone.now() + dt.timedelta(days=3652))
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, valid_until=until))
    client.force_login(solvik.leila)
    pages = [reverse("network:releases"), reverse("network:city", args=[solvik.storvik.key]), reverse("network:advice")]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.shows("network.2")
def test_a_release_without_the_table_opens_no_hidden_cell(solvik):
    """One that hides two cells, one that leaves the table out, and one that would show them."""
    cells = [table((None, None, 45, 51, 6, 7), number=136), table((5, 22, 45, 51, 6, 7))]
    hides, leaves_out, shows = several(solvik, {"tables": cells[:1]}, {"tables": []}, {"tables": cells[1:]})
    take_in_release(by=solvik.leila, raw=hides)
    take_in_release(by=solvik.leila, raw=leaves_out)
    assert SeenTable.objects.get().table["cells"][:2] == [None, None], "remembered, though no release has it"
    assert refused(solvik, shows) == "difference"


@pytest.mark.shows("network.2")
def test_another_key_opens_no_hidden_cell(solvik):
    (hides,) = several(solvik, {"tables": [table((None, None, 8, 20, 30, 29), number=100)]})
    take_in_release(by=solvik.leila, raw=hides)
    trust_city_key(by=solvik.leila, city=solvik.storvik, public=public_half(OTHER), checked="På telefon")
    shows = signed(solvik.storvik, OTHER, made_at=stamp(timezone.now()), tables=[table((12, 14, 16, 30, 40, 39))])
    assert refused(solvik, shows) == "difference"


@pytest.mark.shows("network.2")
def test_a_period_that_begins_on_another_day_opens_nothing_either(solvik):
    (hides,) = several(solvik, {"tables": [table((None, None, 8, 20, 30, 29), number=100)]})
    take_in_release(by=solvik.leila, raw=hides)
    moved = table((12, 14, 16, 30, 40, 39), since="2026-01-06")
    (shows,) = several(solvik, {"tables": [moved]}, start=2, former=hides)
    assert refused(solvik, shows) == "difference"
    (autumn,) = several(
        solvik, {"tables": [moved | {"since": "2026-06-15", "until": "2026-09-01"}]}, start=2, former=hides
    )
    assert take_in_release(by=solvik.leila, raw=autumn).number == 2, "the next term has no day in common"


def test_a_city_that_lost_its_data_comes_back_with_a_new_key(solvik):
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, number=40))
    end_city_key(by=solvik.leila, key=solvik.storvik.keys.get())
    trust_city_key(by=solvik.leila, city=solvik.storvik, public=public_half(OTHER), checked="På telefon")
    more = table((12, 14, 16, 30, 40, 39))
    first = signed(solvik.storvik, OTHER, made_at=stamp(timezone.now()), tables=[more])
    assert take_in_release(by=solvik.leila, raw=first).number == 1
    assert refused(solvik, first) == "replay"
    assert CityRelease.objects.newest().get().signer.public == public_half(OTHER)


@pytest.mark.shows("network.2")
def test_with_two_keys_an_older_one_does_not_come_back(solvik):
    old, newer = several(solvik, {}, {"tables": []})
    trust_city_key(by=solvik.leila, city=solvik.storvik, public=public_half(OTHER), checked="På telefon")
    take_in_release(by=solvik.leila, raw=old)
    take_in_release(by=solvik.leila, raw=signed(solvik.storvik, OTHER, made_at=stamp(timezone.now())))
    assert refused(solvik, newer) == "older", "made before what stands, though its key never sent it"


@pytest.mark.shows("network.2")
@pytest.mark.parametrize("number", [1001, 999998])
def test_a_number_that_jumps_is_refused_so_that_it_shuts_nobody_out(solvik, number):
    assert refused(solvik, signed(solvik.storvik, solvik.private, number=number)) == "jump"
    first = signed(solvik.storvik, solvik.private)
    take_in_release(by=solvik.leila, raw=first)
    more = {"made_at": stamp(timezone.now()), "tables": []}
    assert refused(solvik, signed(solvik.storvik, solvik.private, number=number + 1, **more)) == "jump"
    assert (
        take_in_release(by=solvik.leila, raw=signed(solvik.storvik, solvik.private, number=900, **more)).number == 900
    )


@pytest.mark.shows("network.2")
def test_a_city_goes_on_to_the_newer_format_and_not_back(solvik):
    before = release(solvik.storvik, solvik.private)
    before = {name: value for name, value in before.items() if name != "agreed"} | {"schema": 3}
    three = sign(before, solvik.private)
    assert take_in_release(by=solvik.leila, raw=three).schema == 3
    (four,) = several(solvik, {"made_at": stamp(timezone.now() - dt.timedelta(minutes=9))}, start=2, former=three)
    assert take_in_release(by=solvik.leila, raw=four).schema == 4
    back = before | {"number": 3, "former": digest(four), "made_at": stamp(timezone.now())}
    assert refused(solvik, sign(back, solvik.private)) == "old"


def test_figures_that_were_taken_away_are_shown_no_more_and_can_be_taken_in_again(solvik):
    raw = signed(solvik.storvik, solvik.private)
    take_in_release(by=solvik.leila, raw=raw)
    with pytest.raises(Refused):
        take_away_release(by=solvik.stranger, city=solvik.storvik)
    take_away_release(by=solvik.leila, city=solvik.storvik)
    gone = CityRelease.objects.get()
    assert (gone.document, gone.digest) == ("", digest(raw)) and gone.replaced_at
    assert SeenTable.objects.count() == 1, "what comes next is still compared with it"
    assert take_in_release(by=solvik.leila, raw=raw) == gone
    assert content_of(CityRelease.objects.newest().get())["tables"]
    assert refused(solvik, raw) == "replay"


def test_after_the_own_key_was_ended_the_city_signs_anew_and_is_not_mute(solvik, client):
    point = solvik.network.points.get(number=1)
    set_focus_state(by=solvik.leila, point=point, city=solvik.own, state="talking")
    first = publish_release(by=solvik.leila, city=solvik.own)
    assert publish_release(by=solvik.leila, city=solvik.own) == first, "nothing is new"
    end_city_key(by=solvik.leila, key=first.signer)
    assert client.get(reverse("network:published")).status_code == 404, "nobody is handed what no one takes in"
    client.force_login(solvik.leila)
    assert "Slipp tallene på nytt" in client.get(reverse("network:releases")).content.decode()
    client.post(reverse("network:release"))
    made = CityRelease.objects.newest().get()
    assert made != first and made.signer != first.signer and made.signer == keys.current(solvik.own, None)
    raw = client.get(reverse("network:published")).content
    assert read(raw)[0]["key"] == made.signer.public
    assert made.made_at > first.made_at and (made.number, content_of(made)["former"]) == (1, "")


@pytest.mark.shows("network.2")
def test_unchanged_figures_are_said_again_before_they_run_out(solvik):
    """Else the other cities were without them from the day they ran out until somebody noticed."""
    set_focus_state(by=solvik.leila, point=solvik.network.points.first(), city=solvik.own, state="talking")
    first = publish_release(by=solvik.leila, city=solvik.own)
    with time_machine.travel(first.valid_until - dt.timedelta(days=91), tick=False):
        assert publish_release(by=solvik.leila, city=solvik.own) == first
    with time_machine.travel(first.valid_until - dt.timedelta(days=30), tick=False):
        second = publish_release(by=solvik.leila, city=solvik.own)
    assert second.number == 2 and second.valid_until > first.valid_until + dt.timedelta(days=300)
