"""The proof page: every check really runs, and fails when its promise is broken."""

import datetime as dt
import os
import re
import subprocess
import sys

import pytest
import time_machine
from django.utils import timezone

from tryggby.ground.door import new_key, today
from tryggby.sealing.door import Envelope
from tryggby.voices import proofs, sealed_urls, urls
from tryggby.voices.factories import ChannelFactory, advice_for
from tryggby.voices.models import Channel, Escalation, Forgetting, Note, ProofCheck, Sent, Statistic, TruthFigure
from tryggby.voices.proofs import proof_rows, run_checks
from tryggby.voices.weeks import this_week

pytestmark = pytest.mark.django_db


def test_every_promise_holds_and_the_page_says_when(channel, client):
    assert set(run_checks().values()) == {True}
    page = client.get("/tillit/").content.decode()
    assert page.count("Holdt</span>") == len(proofs.CHECKS) and "Ikke holdt" not in page
    assert "sjekket" in page


def test_before_the_first_run_nothing_is_claimed(client, db):
    page = client.get("/tillit/").content.decode()
    assert page.count("Ikke sjekket ennå") == len(proofs.CHECKS) and "Holdt" not in page


def test_an_old_result_is_no_proof(channel):
    run_checks()
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        assert {row.state for row in proof_rows()} == {"unknown"}


def test_a_cookie_on_a_childs_page_is_found(db, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tryggby.voices.tests.test_proofs.with_cookie"]
    assert run_checks()["cookies"] is False


def test_a_loose_policy_is_found(db, settings):
    settings.SECURE_CSP = {"default-src": ["'self'", "'unsafe-inline'"]}
    assert run_checks()["headers"] is False


def test_an_access_log_is_found(db, settings):
    settings.LOGGING = settings.LOGGING | {"loggers": {"granian.access": {"level": "INFO"}}}
    assert run_checks()["log"] is False


def test_a_shown_small_cell_is_found(channel):
    shown(channel, [0, 20, 2])
    assert run_checks()["hidden"] is False
    assert run_checks()["thresholds"] is True


def test_a_shown_small_cell_is_found_however_many_tables_there_are(channel):
    shown(channel, [0, 20, 2])
    rows = [Statistic(**given_of(channel, [6, 6, 8], hidden=[]), key=new_key()) for _number in range(520)]
    Statistic.objects.bulk_create(rows)
    assert run_checks()["hidden"] is False


def test_figures_of_too_few_are_found(channel, client):
    shown(channel, [0, 9], hidden=[[channel.key, 0], [channel.key, 1]])
    assert run_checks()["thresholds"] is False
    assert "Ikke holdt" in client.get("/tillit/").content.decode()


def test_what_is_said_of_an_answer_is_checked_too(fjell, randi, kari):
    reply = advice_for(fjell, answered_by=randi, published_by=kari, age_band="under13").reply
    made = {"reply": reply, "since": today() - dt.timedelta(days=14), "until": today() - dt.timedelta(days=1)}
    told = TruthFigure.objects.create(**made, counts=[6, 6, 7], hidden=[])
    found = run_checks()
    assert found["thresholds"] is False and found["hidden"] is True, "nineteen children under 13"
    TruthFigure.objects.filter(pk=told.pk).update(counts=[20, 6, 1])
    found = run_checks()
    assert found["thresholds"] is True and found["hidden"] is False, "one child stands open"


def test_marks_that_outlive_their_time_are_found(db):
    Sent.objects.create(mark="x", week=dt.date(2020, 1, 6))
    assert run_checks()["forgotten"] is False


@pytest.mark.parametrize(("told", "held"), [({}, True), ({"GRANIAN_LOG_ACCESS_ENABLED": "true"}, False)])
def test_an_access_log_that_was_asked_for_by_the_environment_is_found(db, told, held):
    code = "import sys; print('up', flush=True); sys.stdin.read()"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "config.wsgi:application"],
        env={"PATH": os.environ["PATH"]} | told,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert server.stdout.readline() == b"up\n"
        assert run_checks()["log"] is held
    finally:
        server.communicate(b"")


def test_the_guide_keeps_a_proxy_from_writing_any_childs_page_down(settings):
    guide = (settings.ROOT / "docs" / "running" / "help-pages.md").read_text("utf-8")
    rules = re.search(r"location ~ (\S+) \{\n\s+access_log off;\n(.*?)\}", guide, re.DOTALL)
    for page in [*urls.CHILD, *sealed_urls.CHILD]:
        path = "/" + re.sub(r"<[^>]+>", "nb", str(page.pattern))
        assert re.match(rules[1], path), path
    assert "X-Forwarded-For $remote_addr;" in rules[2], "without it the whole city is one place, and anybody can lie"


def test_practice_that_nobody_took_is_no_cry_for_help(channel):
    Escalation.objects.create(channel=channel, reason="practice", step_minutes=15, overdue_since=timezone.now())
    assert run_checks()["clock"] is True


def test_a_clock_that_has_run_out_is_found(channel):
    Escalation.objects.create(channel=channel, reason="help", step_minutes=15, overdue_since=timezone.now())
    assert run_checks()["clock"] is False


def test_a_text_that_lies_unread_is_found_and_counted(channel, client):
    envelope = Envelope.objects.create(purpose="voices.note", record="x", channel=channel.key, box=b"")
    given = {"channel": channel, "envelope": envelope, "kind": "text", "week": this_week()}
    note = Note.objects.create(**given, delete_on=this_week() + dt.timedelta(days=30), read_by=today())
    assert run_checks()["read"] is True
    Note.objects.update(read_by=today() - dt.timedelta(days=1))
    assert run_checks()["read"] is False
    assert "1 er over fristen nå" in client.get("/tillit/").content.decode()
    Note.objects.filter(pk=note.pk).update(read_by=None, handled_on=today())
    assert run_checks()["read"] is True


def test_the_thresholds_are_told(channel, client):
    run_checks()
    assert "Minst 10 barn må ha svart. Er de under 13 år, minst 20." in client.get("/tillit/").content.decode()


def test_the_last_receipt_of_deletion_is_told(db, client):
    Forgetting.objects.create(rule="30_days", notes=3, on=dt.date(2026, 11, 20))
    run_checks()
    assert "Sist slettet 20. november 2026" in client.get("/tillit/").content.decode()


def test_a_promise_that_broke_says_when_it_last_held(channel, client):
    run_checks()
    Sent.objects.create(mark="x", week=dt.date(2020, 1, 6))
    run_checks()
    page = client.get("/tillit/?n=1").content.decode()
    assert "Ikke holdt" in page and "Holdt sist" in page
    assert ProofCheck.objects.get(code="forgotten").holds is False


def test_a_check_that_breaks_has_not_held(db, monkeypatch):
    monkeypatch.setitem(proofs.CHECKS, "thresholds", ("x", lambda: 1 / 0))
    assert run_checks()["thresholds"] is False
    assert ProofCheck.objects.get(code="thresholds").detail == {"broke": "ZeroDivisionError"}


def test_a_threshold_below_the_ages_cannot_even_be_stored(fjell):
    from django.db import IntegrityError

    channel = ChannelFactory(unit=fjell)
    with pytest.raises(IntegrityError):
        Channel.objects.filter(pk=channel.pk).update(least=3)


def given_of(channel, counts, hidden=()) -> dict:
    """A released table of one place, as it would be stored."""
    return {
        "organisation": channel.organisation,
        "service": channel.service,
        "age_band": channel.age_band,
        "question": channel.question_set.questions.first(),
        "scale": "five",
        "since": today() - dt.timedelta(days=28),
        "until": today() - dt.timedelta(days=1),
        "counts": {channel.key: counts},
        "hidden": list(hidden),
    }


def shown(channel, counts, hidden=()) -> Statistic:
    """A table that everybody sees."""
    return Statistic.objects.create(**given_of(channel, counts, hidden))


def with_cookie(get_response):
    """A layer that sets a cookie."""

    def layer(request):
        response = get_response(request)
        response.set_cookie("sporing", "1")
        return response

    return layer
