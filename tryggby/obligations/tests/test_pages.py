"""The pages: one's own, the leader's, the coordinator's; nobody sees another's people."""

import datetime as dt

import pytest
from django.urls import reverse

from tryggby.ground.door import today
from tryggby.obligations.actions import note_leave, put_in_force, waive
from tryggby.obligations.factories import DigestFactory, LeaveFactory, ObligationFactory, RequirementFactory
from tryggby.obligations.models import Digest, DigestOptOut, Leave, Obligation, Requirement, Waiver
from tryggby.obligations.tests.conftest import page, text
from tryggby.obligations.words import stands
from tryggby.organisations.factories import OrganisationFactory

DAY = dt.timedelta(days=1)


def test_own_page_says_why_and_until_when_and_where_to_begin(client, duty, nora):
    shown = text(page(client, nora, "mine"))
    assert "Du har vært ansatt i Solbakken siden 1. mars 2024." in shown
    assert "om 4 uker." in shown
    assert 'href="/laer/' in shown or "Begynn" in shown


def test_own_page_settles_what_changed_a_moment_ago(client, rule, nora, ingrid, solbakken):
    place = nora.memberships.get()
    from tryggby.organisations.door import change_membership

    change_membership(by=ingrid, membership=place, share=80)
    page(client, nora, "mine")
    assert Obligation.objects.filter(person=nora, requirement=rule).exists()


def test_earlier_cycles_and_what_no_longer_applies_are_shown_calmly(client, duty, nora, rule):
    Obligation.objects.filter(pk=duty.pk).update(
        state="done", done_on=today() - 400 * DAY, valid_until=today() - 35 * DAY, followed_on=today() - 95 * DAY
    )
    facts = {"last": (today() - 400 * DAY).isoformat()}
    ObligationFactory(
        person=nora, unit=duty.unit, requirement=rule, cycle=2, asked="refresher", state="lapsed", facts=facts,
        due_on=today() - 35 * DAY, lapsed_on=today() - 34 * DAY,
    )  # fmt: skip
    shown = text(page(client, nora, "mine"))
    assert "Oppfriskingen er brutt." in shown
    assert "Tidligere runder" in shown
    assert 'data-color="danger"' not in shown


def test_the_leader_sees_own_unit_and_nobody_elses(client, duty, kari, eva, nora):
    assert "Nora Vik" in text(page(client, kari, "unit"))
    assert "Nora Vik" not in text(page(client, eva, "unit"))
    assert page(client, eva, "unit", enhet=duty.unit.key).status_code == 404
    assert page(client, nora, "unit").status_code == 404


@pytest.mark.parametrize("name", ["person", "leave"])
def test_other_units_people_are_not_there(client, duty, kari, eva, nora, ingrid, name):
    assert page(client, kari, name, nora.key).status_code == 200
    assert page(client, eva, name, nora.key).status_code == 404
    assert page(client, nora, name, kari.key).status_code == 404


def test_only_the_leader_sees_a_name_with_how_it_stands_and_the_words_say_so(client, duty, rule, kari, nora, ingrid):
    note_leave(by=kari, person=nora, since=today())
    waive(by=kari, person=nora, requirement=rule, because="Har undervist i det.")
    leave, waiver = Leave.objects.get(), Waiver.objects.get()
    for name, args in {
        "person": [nora.key],
        "leave": [nora.key],
        "waiver": [nora.key, rule.key],
        "leave_end": [leave.key],
        "waiver_end": [waiver.key],
    }.items():
        assert page(client, kari, name, *args).status_code == 200, name
        assert page(client, ingrid, name, *args).status_code == 404, name
        if name != "person":
            assert client.post(reverse(f"obligations:{name}", args=args), {}).status_code == 404, name
    for name, args in {"requirements": [], "requirement": [rule.key], "leaves": [], "digests": []}.items():
        assert nora.name not in text(page(client, ingrid, name, *args)), name
    assert not Obligation.objects.visible_to(ingrid).exists()
    assert "Bare du som leder enheten, og ledere over deg, ser navn." in text(page(client, kari, "unit"))
    assert "Du, lederen din og ledere over ser dette. Ingen andre." in text(page(client, nora, "mine"))


def test_the_leader_notes_leave_and_sets_its_end(client, duty, kari, nora, eva):
    client.force_login(kari)
    address = reverse("obligations:leave", args=[nora.key])
    assert client.post(address, {"since": "2026-02-30"}).status_code == 422
    for _ in range(2):
        answer = client.post(address, {"since": today().isoformat(), "once": "en-gang"})
        assert answer.status_code == 302
    leave = Leave.objects.get()
    assert leave.noted_by == kari
    end = reverse("obligations:leave_end", args=[leave.key])
    client.post(end, {"until": (today() + DAY).isoformat()})
    assert Leave.objects.get().until == today() + DAY
    client.force_login(eva)
    assert client.post(end, {"until": today().isoformat()}).status_code == 404


def test_the_leader_waives_with_a_reason_and_takes_it_back(client, duty, rule, kari, nora, eva):
    client.force_login(kari)
    address = reverse("obligations:waiver", args=[nora.key, rule.key])
    assert client.post(address, {"because": " "}).status_code == 422
    assert client.post(address, {"because": "Tok det i Fjellvik."}).status_code == 302
    waiver = Waiver.objects.get()
    shown = text(client.get(reverse("obligations:person", args=[nora.key])))
    assert "Tok det i Fjellvik." in shown
    assert "gitt av Kari Leder" in shown
    end = reverse("obligations:waiver_end", args=[waiver.key])
    client.force_login(eva)
    assert client.post(end).status_code == 404
    client.force_login(kari)
    client.post(end)
    assert not Waiver.objects.exists()


def test_a_leader_cannot_waive_another_organisations_requirement(client, duty, kari, nora):
    foreign = RequirementFactory(organisation=OrganisationFactory())
    assert page(client, kari, "waiver", nora.key, foreign.key).status_code == 404


def test_the_leader_chooses_the_letter_away_and_back(client, kari, nora):
    client.force_login(kari)
    client.post(reverse("obligations:digest_choice"), {"wanted": "no"})
    assert DigestOptOut.objects.filter(person=kari).exists()
    client.post(reverse("obligations:digest_choice"), {"wanted": "yes"})
    assert not DigestOptOut.objects.filter(person=kari).exists()
    client.force_login(nora)
    assert client.post(reverse("obligations:digest_choice"), {"wanted": "no"}).status_code == 404


FORM = {
    "title": "Nye i barnehage",
    "why": "Alle barn skal møte voksne som forstår.",
    "since": "2026-01-01",
    "due_days": 30,
    "valid_months": "",
    "window_days": 60,
    "min_share": 0,
}


def test_the_coordinator_sees_whom_it_reaches_before_it_is_put_in_force(client, lyngvik, kari, nora, ingrid):
    client.force_login(ingrid)
    answer = client.post(reverse("obligations:new_requirement"), FORM | {"organisation": lyngvik.key}, follow=True)
    shown = text(answer)
    made = Requirement.objects.get()
    assert made.stage == "draft"
    assert not Obligation.objects.exists()
    assert "Sett i kraft" in shown
    client.post(reverse("obligations:requirement", args=[made.key]), {"go": "force"})
    assert Requirement.objects.get().stage == "in_force"


def test_a_change_is_shown_before_it_is_made(client, rule, nora, kari, ingrid):
    Requirement.objects.update(in_force_at=None)
    put_in_force(by=ingrid, requirement=rule)
    client.force_login(ingrid)
    address = reverse("obligations:change", args=[rule.key])
    values = FORM | {"package": rule.package_id, "role": "leader", "since": rule.since.isoformat(), "due_days": 60}
    first = client.post(address, values)
    assert first.status_code == 200
    assert "Færre enn fem ansatte er ikke lenger med" in text(first) and "får ny frist" not in text(first)
    assert "får ny frist" in text(client.post(address, values | {"due_days": 45}))
    assert Requirement.objects.get().role == ""
    assert client.post(address, values | {"sure": "1"}).status_code == 302
    assert Obligation.objects.get(person=nora).state == "ended"


def test_bad_numbers_are_refused_and_kept(client, lyngvik, ingrid):
    client.force_login(ingrid)
    values = FORM | {"organisation": lyngvik.key, "min_share": 140, "due_days": 0}
    answer = client.post(reverse("obligations:new_requirement"), values)
    assert answer.status_code == 422
    assert "Nye i barnehage" in text(answer)


@pytest.mark.parametrize("name", ["requirement", "change", "end"])
def test_another_organisations_requirement_is_not_there(client, rule, ingrid, eva, name):
    foreign = RequirementFactory()
    assert page(client, ingrid, name, rule.key).status_code == 200
    assert page(client, ingrid, name, foreign.key).status_code == 404
    assert page(client, eva, name, rule.key).status_code == 404


@pytest.mark.parametrize("name", ["requirements", "new_requirement", "digests", "leaves"])
def test_the_coordinators_pages_are_the_coordinators(client, ingrid, kari, name):
    assert page(client, ingrid, name).status_code == 200
    assert page(client, kari, name).status_code == 404


def test_the_ledger_shows_who_got_a_letter_and_why_others_did_not(client, ingrid, kari, lyngvik):
    DigestFactory(leader=kari, organisation=lyngvik, not_sent_on=today(), why_not="nothing")
    DigestFactory(leader__family_name="Utenfor")
    shown = text(page(client, ingrid, "digests"))
    assert "Ikke sendt: ingenting å gjøre" in shown
    assert "Utenfor" not in shown
    assert "Kari Leder" not in text(page(client, ingrid, "digests", hvorfor="on_leave"))


@pytest.mark.parametrize("name", ["mine", "unit", "requirements", "digests"])
def test_lists_cost_the_same_for_one_and_three(
    client, django_assert_max_num_queries, name, lyngvik, solbakken, kari, ingrid, release
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = {"mine": kari, "unit": kari}.get(name, ingrid)

    def fill():
        rule = RequirementFactory(organisation=lyngvik, package=release.package)
        ObligationFactory(person=kari, unit=solbakken, requirement=rule)
        ObligationFactory(unit=solbakken, requirement=rule)
        DigestFactory(organisation=lyngvik)

    def cost():
        client.force_login(person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"obligations:{name}")).status_code == 200
        return len(queries)

    fill()
    cost()
    one = cost()
    fill()
    fill()
    assert cost() == one


def test_the_home_page_says_what_waits(client, duty, nora):
    client.force_login(nora)
    assert "Du har vært ansatt i Solbakken siden 1. mars 2024." in text(client.get(reverse("desk:home")))


def test_leave_is_shown_on_own_page_and_in_what_is_stored(client, duty, nora, kari, rule):
    note_leave(by=kari, person=nora, since=today())
    waive(by=kari, person=nora, requirement=rule, because="Har undervist i det.")
    assert "Fristene venter til du er tilbake" in text(page(client, nora, "mine"))
    assert LeaveFactory().holds()
    assert Digest.objects.count() == 0


def test_a_leader_is_not_told_to_do_it_and_the_person_is():
    row = Obligation(state=Obligation.State.DUE, due_on=today() - 3 * DAY)
    assert "Ta det når du får ti minutter" in stands(row)
    assert stands(row, own=False).startswith("Fristen var") and "du" not in stands(row, own=False).split()
    row.state = Obligation.State.LAPSED
    assert "Ta en oppfrisking" in stands(row) and "Ta en" not in stands(row, own=False)
