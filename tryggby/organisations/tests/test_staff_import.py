"""Units and staff from a file: the change report, the acceptance, and the same file twice."""

import datetime as dt
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.organisations.actions import PlanBlocked, PlanChanged, accept_staff, plan_of, upload_staff
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, PersonFactory, UnitFactory
from tryggby.organisations.jobs import forget_uploads
from tryggby.organisations.models import Membership, StaffImport, Unit
from tryggby.organisations.staff.rows import COLUMNS
from tryggby.people.door import Person


def yesterday():
    return today() - dt.timedelta(days=1)


def file(*lines):
    """A file of lines written as `unit=…, email=…`."""
    rows = [";".join(COLUMNS)]
    rows += [";".join(str(cells.get(name, "")) for name in COLUMNS.values()) for cells in lines]
    return "\n".join(rows).encode()


def person(name, unit, **more):
    return {"unit": unit, "given_name": name, "family_name": "Dahl", "email": f"{name.lower()}@lyngvik.example"} | more


@pytest.fixture
def upload(city):
    def upload(*lines, end_missing=False, organisation=None):
        return upload_staff(
            by=city.kari,
            organisation=organisation or city.lyngvik,
            name="liste.csv",
            data=file(*lines),
            end_missing=end_missing,
        )

    return upload


@pytest.fixture
def accept(city, upload):
    def accept(*lines, sure=False, **options):
        made = upload(*lines, **options)
        return accept_staff(by=city.kari, upload=made, digest=plan_of(made).digest, sure=sure)

    return accept


def changes(counts):
    return {name: number for name, number in counts.items() if number and name != "unchanged"}


def faults(upload, *lines, **options):
    made = upload(*lines, **options)
    return [f"{row} {text}" for row, text in [*made.faults, *plan_of(made).faults]]


NEW = [
    {"unit": "Oppvekst nord", "service": "skole", "district": "Nord"},
    person("Nora", "Fjellet barnehage", service="Barnehage", parent="Oppvekst nord", role="leder", external_id="7"),
    person("Emil", "Fjellet barnehage", share="80", since="01.08.2026"),
]


def test_nothing_is_written_before_it_is_accepted(city, upload):
    made = upload(*NEW)
    assert changes(plan_of(made).counts()) == {
        "districts_new": 1,
        "units_new": 2,
        "people_new": 2,
        "memberships_new": 2,
    }
    assert not Unit.objects.filter(name="Fjellet barnehage").exists()
    assert not Person.objects.filter(given_name="Nora").exists()


def test_an_accepted_file_is_written(city, accept):
    accept(*NEW)
    unit = Unit.objects.get(name="Fjellet barnehage")
    assert (unit.parent.name, unit.parent.district.name, unit.service.code) == ("Oppvekst nord", "Nord", "barnehage")
    emil = Membership.objects.get(person__email="emil@lyngvik.example")
    assert (emil.share, emil.since, emil.role) == (80, dt.date(2026, 8, 1), "employee")
    nora = Person.objects.get(email="nora@lyngvik.example")
    assert nora.memberships.get().role == "leader"
    assert not nora.has_usable_password()
    entry = Entry.objects.get(verb="accept_staff")
    assert (entry.organisation, entry.facts["people_new"]) == (city.lyngvik.pk, 2)
    assert StaffImport.objects.get().rows == []


@pytest.mark.parametrize("end_missing", [False, True])
def test_the_same_file_twice_changes_nothing(city, accept, end_missing):
    accept(*NEW, end_missing=end_missing)
    assert changes(accept(*NEW, end_missing=end_missing)) == {}


def test_accepting_twice_is_accepting_once(city, upload):
    made = upload(*NEW)
    digest = plan_of(made).digest
    first = accept_staff(by=city.kari, upload=made, digest=digest)
    assert accept_staff(by=city.kari, upload=made, digest=digest) == first
    assert Entry.objects.filter(verb="accept_staff").count() == 1


def test_the_same_file_waiting_is_one_upload(upload):
    assert upload(*NEW) == upload(*NEW)
    assert upload(*NEW) != upload(*NEW, end_missing=True)


def test_a_plan_that_has_changed_is_not_carried_out(city, upload):
    made = upload(*NEW)
    digest = plan_of(made).digest
    UnitFactory(organisation=city.lyngvik, name="Oppvekst nord")
    with pytest.raises(PlanChanged):
        accept_staff(by=city.kari, upload=made, digest=digest)
    assert not Person.objects.filter(given_name="Nora").exists()


def test_a_membership_is_changed_and_what_is_not_said_stays(city, accept):
    counts = accept(person("Amina", "solbakken  SKOLE", share="60"))
    assert changes(counts) == {"memberships_changed": 1, "units_changed": 1}
    held = city.amina.memberships.get()
    assert (held.share, held.since, held.role) == (60, dt.date(2025, 8, 1), "employee")
    city.school.refresh_from_db()
    assert city.school.service.code == "skole"


def test_a_new_role_ends_the_old_one_and_the_sessions(city, accept, client):
    client.force_login(city.amina)
    counts = accept(person("Amina", "Solbakken skole", role="leder"))
    assert changes(counts) == {"memberships_new": 1, "memberships_ended": 1}
    old, new = city.amina.memberships.order_by("since")
    assert (old.role, old.until, new.role, new.since) == ("employee", yesterday(), "leader", today())
    assert client.get("/min-side/").status_code == 302
    assert changes(accept(person("Amina", "Solbakken skole", role="leder"))) == {}


def test_a_role_known_from_earlier_is_the_same_the_second_time(city, accept):
    line = person("Amina", "Solbakken skole", role="leder", since="01.01.2020")
    accept(line)
    assert changes(accept(line)) == {}


def test_the_rest_is_left_alone_unless_asked(city, accept):
    accept(person("Amina", "Solbakken skole"))
    assert city.lise.memberships.get().until is None


def test_those_not_in_the_file_end_when_asked(city, accept, client):
    client.force_login(city.lise)
    counts = accept(person("Amina", "Solbakken skole"), end_missing=True)
    assert changes(counts) == {"memberships_ended": 1, "units_closed": 1, "people_left": 1}
    city.lise.refresh_from_db()
    assert not city.lise.is_active
    assert city.lise.memberships.get().until == yesterday()
    city.kindergarten.refresh_from_db()
    assert city.kindergarten.closed_on == today()
    assert client.get("/min-side/").status_code == 302
    assert city.ola.memberships.get().until is None
    assert city.stein.memberships.get().until is None


def test_a_closed_unit_in_the_file_opens_again(city, accept):
    Unit.objects.filter(pk=city.kindergarten.pk).update(closed_on=today())
    accept({"unit": "Myra barnehage"})
    city.kindergarten.refresh_from_db()
    assert city.kindergarten.closed_on is None


def test_ending_many_is_asked_about_twice(city, upload, as_kari):
    for _ in range(12):
        MembershipFactory(unit=city.school)
    made = upload(person("Amina", "Solbakken skole"), end_missing=True)
    page = as_kari.get(f"/enheter/import/{made.key}/")
    assert "13 av 14 skal avsluttes" in page.content.decode()
    form = {"digest": plan_of(made).digest}
    path = f"/enheter/import/{made.key}/godkjenning/"
    assert as_kari.post(path, form).status_code == 422
    assert city.lise.memberships.get().until is None
    assert as_kari.post(path, form | {"sure": "1"}).status_code == 302
    assert city.lise.memberships.get().until == yesterday()


def test_with_faults_nobody_is_ended(city, upload):
    made = upload(person("Amina", "Solbakken skole"), person("Lise", "Solbakken skole", share="999"), end_missing=True)
    with pytest.raises(PlanBlocked):
        accept_staff(by=city.kari, upload=made, digest=plan_of(made).digest)
    assert city.lise.memberships.get().until is None


def test_rows_with_faults_are_left_out_and_the_rest_goes_in(city, accept):
    counts = accept(person("Nora", "Solbakken skole"), person("Emil", "Solbakken skole", role="sjef"))
    assert changes(counts) == {"people_new": 1, "memberships_new": 1}


@pytest.mark.shows("drills.4")
@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([{"unit": "Ny"}], "2 «Ny» er ny. Skriv hvilken tjeneste"),
        ([{"unit": "Ny", "service": "romfart"}], "2 vi kjenner ikke tjenesten «romfart»"),
        ([{"unit": "Ny", "service": "skole", "parent": "Ingen"}], "2 vi finner ikke den overordnede"),
        ([{"unit": "Ny", "service": "skole", "parent": "Ny"}], "2 «Ny» havner under seg selv"),
        ([{"unit": "Solbakken skole", "parent": "Myra barnehage"}], "2 «Solbakken skole» havner under seg selv"),
        (
            [{"unit": "A", "service": "skole", "parent": "B"}, {"unit": "B", "service": "skole", "parent": "A"}],
            "3 «B» havner under seg selv",
        ),
        (
            [{"unit": "A", "service": "skole"}, {"unit": "A", "service": "politi"}],
            "3 «A» har tjeneste «skole» i rad 2 og «politi» her",
        ),
        (
            [{"unit": "A", "service": "romfart"}, {"unit": "B", "service": "skole", "parent": "A"}],
            "3 den overordnede enheten «A» har feil",
        ),
        ([person("Amina", "Solbakken skole"), person("Amina", "Solbakken skole")], "3 Amina Dahl står i"),
        (
            [person("Nora", "Solbakken skole", external_id="1"), person("Emil", "Solbakken skole", external_id="1")],
            "3 den eksterne id-en står også på en annen person, i rad 2",
        ),
        (
            [person("Nora", "Solbakken skole", external_id="1"), person("Nora", "Myra barnehage", external_id="2")],
            "3 nora@lyngvik.example har en annen ekstern id i rad 2",
        ),
        (
            [person("Nora", "Solbakken skole"), person("Nora", "Myra barnehage", given_name="Noora")],
            "3 nora@lyngvik.example har et annet navn i rad 2",
        ),
        ([person("Amina", "Solbakken skole", until="01.01.2020")], "2 «til» er før personen begynte"),
    ],
)
def test_what_does_not_fit_together_is_said_by_row(upload, lines, words):
    found = faults(upload, *lines)
    assert any(fault.startswith(words) for fault in found), found


def test_a_new_address_follows_the_employers_id(city, accept):
    accept(person("Nora", "Solbakken skole", external_id="7"))
    nora = Person.objects.get(email="nora@lyngvik.example")
    counts = accept(person("Nora", "Solbakken skole", external_id="7", email="nora.ny@lyngvik.example"))
    assert changes(counts) == {"people_changed": 1}
    nora.refresh_from_db()
    assert (nora.email, nora.session_epoch) == ("nora.ny@lyngvik.example", 1)


def test_nobody_elses_name_or_address_is_changed(city, accept):
    MembershipFactory(person=city.stein, unit=city.school)
    accept(person("Stein", "Solbakken skole", external_id="9"))
    accept(person("Stein", "Solbakken skole", given_name="Kapret", external_id="9", email="kapret@ond.example"))
    city.stein.refresh_from_db()
    assert (city.stein.given_name, city.stein.email) == ("Stein", "stein@lyngvik.example")


def test_who_holds_a_role_keeps_the_address(city, accept):
    accept(person("Nora", "Solbakken skole", external_id="7"))
    nora = Person.objects.get(email="nora@lyngvik.example")
    AppointmentFactory(person=nora, organisation=city.lyngvik)
    accept(person("Nora", "Solbakken skole", external_id="7", email="kapret@ond.example"))
    nora.refresh_from_db()
    assert nora.email == "nora@lyngvik.example"


def test_two_employers_may_use_the_same_id(city, accept):
    accept(person("Nora", "Solbakken skole", external_id="1"))
    accept(person("Emil", "Steinvik skole", external_id="1"), organisation=city.steinvik)
    assert Person.objects.filter(external_id__endswith=":1").count() == 2


def test_someone_who_had_left_is_let_in_again(city, accept):
    PersonFactory(given_name="Nora", family_name="Dahl", email="nora@lyngvik.example", left_at="2026-01-01T00:00Z")
    accept(person("Nora", "Solbakken skole"))
    assert Person.objects.get(email="nora@lyngvik.example").left_at is None


def test_a_time_that_is_over_is_kept_as_it_was(city, accept):
    line = person("Nora", "Solbakken skole", since="01.01.2025", until="30.06.2025")
    assert changes(accept(line)) == {"people_new": 1, "memberships_new": 1}
    assert changes(accept(line, end_missing=True))["memberships_ended"] == 2
    assert Membership.objects.get(person__given_name="Nora").until == dt.date(2025, 6, 30)


def test_uploads_are_forgotten(city, upload):
    made = upload(*NEW)
    StaffImport.objects.update(expires_at="2026-01-01T00:00Z")
    forget_uploads()
    made.refresh_from_db()
    assert (made.rows, made.state) == ([], "expired")
    with pytest.raises(PlanChanged):
        accept_staff(by=city.kari, upload=made, digest=plan_of(made).digest)


def test_the_pages_from_upload_to_done(as_kari, city):
    template = as_kari.get("/enheter/import/mal.csv")
    assert template.content.startswith(b"\xef\xbb\xbfenhet;overordnet enhet")
    form = {"organisation": city.lyngvik.key, "file": SimpleUploadedFile("liste.csv", file(*NEW, {"unit": "X"}))}
    answer = as_kari.post("/enheter/import/", form)
    page = as_kari.get(answer["Location"])
    text = page.content.decode()
    assert "Nye enheter: 2" in text
    assert "Nora Dahl blir leder i Fjellet barnehage (100 %)" in text
    assert "Rad 5: «X» er ny." in text
    assert "liste.csv" in as_kari.get("/enheter/import/").content.decode()
    done = as_kari.post(answer["Location"] + "godkjenning/", {"digest": page.context["plan"].digest}, follow=True)
    assert "Endringene er lagret" in done.content.decode()
    assert Unit.objects.filter(name="Fjellet barnehage").exists()


def test_a_stale_report_is_shown_anew(as_kari, city, upload):
    made = upload(*NEW)
    page = as_kari.post(f"/enheter/import/{made.key}/godkjenning/", {"digest": "gammel"})
    assert page.status_code == 422
    assert "Se over den på nytt" in page.content.decode()


def test_an_upload_is_dismissed(as_kari, upload):
    made = upload(*NEW)
    as_kari.post(f"/enheter/import/{made.key}/forkasting/")
    made.refresh_from_db()
    assert (made.state, made.rows) == ("dismissed", [])
    assert "forkastet" in as_kari.get(f"/enheter/import/{made.key}/").content.decode()


@pytest.mark.parametrize("data", [b"", b"navn\nA", b"PK\x03\x04x"])
def test_a_file_that_cannot_be_read_is_explained(as_kari, city, data):
    form = {"organisation": city.lyngvik.key, "file": SimpleUploadedFile("fil.csv", data)}
    assert as_kari.post("/enheter/import/", form).status_code == 422
    assert not StaffImport.objects.exists()


def test_others_uploads_are_not_there(client, city, upload):
    made = upload(*NEW)
    client.force_login(city.siri)
    assert client.get(f"/enheter/import/{made.key}/").status_code == 404
    for what in ("godkjenning", "forkasting"):
        assert client.post(f"/enheter/import/{made.key}/{what}/", {"digest": plan_of(made).digest}).status_code == 404
    form = {"organisation": city.lyngvik.key, "file": SimpleUploadedFile("liste.csv", file(*NEW))}
    assert client.post("/enheter/import/", form).status_code == 422
    assert StaffImport.objects.get().state == "waiting"


def test_ten_times_the_people_cost_no_more_queries_per_person(city, upload, django_assert_max_num_queries):
    lines = [person(f"P{number}", f"Enhet {number % 20}", service="skole") for number in range(1500)]
    began = time.process_time()
    with django_assert_max_num_queries(60):
        made = upload(*lines)
        counts = accept_staff(by=city.kari, upload=made, digest=plan_of(made).digest)
    assert counts["memberships_new"] == 1500
    assert time.process_time() - began < 6
