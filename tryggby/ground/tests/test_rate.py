"""Counts against abuse: they count, and nothing can be led back to a place."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.utils import timezone

from tryggby.ground.door import count_from, count_this_minute, count_visit, forget_marks, travel
from tryggby.ground.models import RateMark, SaltHour

pytestmark = pytest.mark.django_db


def test_each_kind_of_form_is_counted_for_each_place(rf):
    here, there = rf.post("/", REMOTE_ADDR="10.1.1.1"), rf.post("/", REMOTE_ADDR="10.1.1.2")
    assert [count_from(here, "signup"), count_from(here, "signup")] == [1, 2]
    assert count_from(there, "signup") == 1
    assert count_from(here, "contact") == 1


def test_one_subscriber_of_ipv6_is_one_place(rf):
    first = rf.post("/", REMOTE_ADDR="2001:db8:1:2:aaaa::1")
    second = rf.post("/", REMOTE_ADDR="2001:db8:1:2:bbbb::9")
    assert [count_from(first, "signup"), count_from(second, "signup")] == [1, 2]


def test_the_place_is_asked_of_our_own_proxy_alone(rf, settings):
    forged = {"HTTP_X_FORWARDED_FOR": "1.2.3.4, 10.0.0.9", "REMOTE_ADDR": "10.0.0.1"}
    assert count_from(rf.post("/", **forged), "signup") == 1
    assert count_from(rf.post("/", REMOTE_ADDR="10.0.0.1"), "signup") == 2, "no proxy: the header is not believed"
    settings.PROXIES = 1
    assert count_from(rf.post("/", **forged), "signup") == 1
    assert count_from(rf.post("/", REMOTE_ADDR="10.0.0.9"), "signup") == 2


def test_where_it_came_from_is_kept_nowhere(rf):
    count_from(rf.post("/", REMOTE_ADDR="10.1.1.1"), "signup")
    assert "10.1.1.1" not in RateMark.objects.get().mark
    assert forget_marks(timezone.now() + dt.timedelta(hours=1)) == 0
    assert forget_marks(timezone.now() + dt.timedelta(hours=4))
    assert not RateMark.objects.exists()
    assert not SaltHour.objects.exists()


def test_requests_are_counted_a_minute_at_a_time_for_each_caller(rf):
    caches["visits"].clear()
    with travel(dt.datetime(2026, 11, 22, 10, 0, 30, tzinfo=dt.UTC)):
        assert [count_this_minute("scim:1") for _ in range(3)] == [1, 2, 3]
        assert count_this_minute("scim:2") == 1
        here, there = rf.get("/", REMOTE_ADDR="2001:db8::1"), rf.get("/", REMOTE_ADDR="2001:db8:0:1::1")
        assert [count_visit(request, "api") for request in (here, here, there)] == [1, 2, 1]
    with travel(dt.datetime(2026, 11, 22, 10, 1, 1, tzinfo=dt.UTC)):
        assert count_this_minute("scim:1") == 1


def test_where_somebody_came_from_is_not_in_memory(rf):
    caches["visits"].clear()
    count_visit(rf.get("/", REMOTE_ADDR="192.0.2.77"), "api")
    assert not any("192.0.2.77" in key for key in caches["visits"]._cache)
