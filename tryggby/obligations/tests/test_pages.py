"""The pages: one's own, the leader's, the coordinator's; nobody sees another's people."""

import datetime as dt

import pytest
from django.urls import reverse

from tryggby.ground.door import today
from tryggby.obligations.actions import note_leave, put_in_force, waive
from tryggby.obligations.factories import DigestFactory, LeaveFactory, ObligationFactory, RequirementFactory
from tryggby.obligations.models import Digest, DigestOptOut, Leave, Obligation, Requirement, Waiver
from tryggby.obligations.words import stands
from tryggby.organisations.factories import MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.door import Completion, Part

DAY = dt.timedelta(days=1)


@pytest.fixture
def rule(lyngvik, release):
    return RequirementFactory(organisation=lyngvik, title="Felles grunnlag", package=release.package)


@pytest.fixture
def duty(rule, solbakken, nora):
    return ObligationFactory(
        person=nora, unit=solbakken, requirement=rule, facts={"unit": "Solbakken", "since": "2024-03-01"}
    )


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"obligations:{name}", args=args), query)


def text(response):
    return " ".join(response.content.decode().split())


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
    assert page(client, ingrid, name, nora.key).status_code == 200
    assert page(client, eva, name, nora.key).status_code == 404
    assert page(client, nora, name, kari.key).status_code == 404


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


def test_the_preview_counts_people_units_and_what_is_done(
    client, rule, nora, kari, ingrid, lyngvik, solbakken, release
):
    MembershipFactory(unit=UnitFactory(organisation=lyngvik))
    MembershipFactory.create_batch(2, unit=solbakken)
    Requirement.objects.update(in_force_at=None)
    shown = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder 5 ansatte i 2 enheter." in shown and "Minst" not in shown


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


def finish(people, release, part):
    rows = [
        Completion(person=one, release=release, package=release.package, major=release.major, part=part)
        for one in people
    ]
    Completion.objects.bulk_create(rows)


@pytest.mark.parametrize(("done", "said"), [(9, ""), (10, "Minst 10"), (14, "Minst 10"), (16, "")])
def test_a_draft_tells_how_many_are_done_in_whole_tens_and_never_of_few(
    client, rule, nora, kari, ingrid, solbakken, release, done, said
):
    staff = [MembershipFactory(unit=solbakken).person for _ in range(18)]
    for part in Part.objects.filter(release=release).values_list("identifier", flat=True):
        finish(staff[:done], release, part)
    Requirement.objects.update(in_force_at=None)
    shown = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder 20 ansatte i 1 enhet." in shown
    assert ("har allerede gjort det" in shown) == bool(said) and said in shown


@pytest.mark.parametrize("drawn", ["role", "unit", "min_share", "started_after"])
def test_no_draft_drawn_around_one_person_tells_how_they_stand(
    client, rule, nora, kari, ingrid, solbakken, release, drawn
):
    leaders = [MembershipFactory(unit=solbakken, role="leader").person for _ in range(30)]
    Requirement.objects.update(in_force_at=None)
    values = {"role": "leader", "unit": solbakken.pk, "min_share": 10, "started_after": dt.date(2001, 1, 1)}
    Requirement.objects.update(**{drawn: values[drawn]})
    before = text(page(client, ingrid, "requirement", rule.key))
    for part in Part.objects.filter(release=release).values_list("identifier", flat=True):
        finish([kari, *leaders], release, part)
    after = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder" in before
    assert [line for line in before.split("<") if "Gjelder" in line] == [
        line for line in after.split("<") if "Gjelder" in line
    ]
    assert "allerede gjort" not in after


def test_a_draft_for_few_says_fewer_than_five(client, rule, nora, kari, ingrid):
    Requirement.objects.update(in_force_at=None, role="leader")
    shown = text(page(client, ingrid, "requirement", rule.key))
    assert "Gjelder færre enn fem ansatte." in shown and "1 ansatt" not in shown


@pytest.mark.parametrize("name", ["requirements", "requirement", "end"])
def test_the_coordinator_sees_how_many_are_asked_and_never_how_few_stand(
    client, rule, solbakken, lyngvik, ingrid, name
):
    def card(**state):
        return ObligationFactory(unit=solbakken, requirement=rule, **state)

    args = [] if name == "requirements" else [rule.key]
    for _ in range(12):
        card()
    before = text(page(client, ingrid, name, *args))
    card(paused_on=today())
    for _ in range(3):
        card(state="waived", waived_on=today())
    Obligation.objects.filter(pk=Obligation.objects.filter(state="due", paused_on=None).first().pk).update(
        state="done", done_on=today()
    )
    after = text(page(client, ingrid, name, *args))
    assert after.split("<main")[1].split("csrf")[0] == before.split("<main")[1].split("csrf")[0]
    if name != "end":
        assert ">12<" in after and "Fritatt" not in after and "I permisjon" not in after


@pytest.mark.parametrize(("number", "said"), [(0, ">0<"), (1, "færre enn fem"), (4, "færre enn fem"), (5, ">5<")])
def test_few_who_are_asked_are_not_counted(client, rule, solbakken, ingrid, number, said):
    for _ in range(number):
        ObligationFactory(unit=solbakken, requirement=rule)
    for name, args in (("requirements", []), ("requirement", [rule.key])):
        shown = text(page(client, ingrid, name, *args))
        assert said in shown and ("færre enn fem" in shown) == (said == "færre enn fem")


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


def test_leaves_from_a_list_all_or_nothing(client, ingrid, nora, kari, lyngvik):
    client.force_login(ingrid)
    address = reverse("obligations:leaves")
    bad = f"{nora.email};01.03.2026;30.06.2026\nukjent@lyngvik.example;2026-03-01;\n{kari.email};2026-13-01;"
    answer = client.post(address, {"organisation": lyngvik.key, "rows": bad})
    assert answer.status_code == 422
    assert "Linje 2" in text(answer) and "Linje 3" in text(answer)
    assert not Leave.objects.exists()
    good = f"{nora.email};01.03.2026;30.06.2026\n{kari.email}\t2026-03-01\t"
    for _ in range(2):
        assert client.post(address, {"organisation": lyngvik.key, "rows": good}).status_code == 302
    assert Leave.objects.count() == 2


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
