"""The coordinator's pages of units and people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggby.ground.door import today
from tryggby.organisations.factories import DistrictFactory, MembershipFactory, UnitFactory
from tryggby.organisations.models import Membership, Unit
from tryggby.people.door import Person


def text_of(page):
    return page.content.decode()


def test_the_list_has_leader_service_and_people(as_kari, city):
    text = text_of(as_kari.get("/enheter/"))
    assert "Solbakken skole" in text
    assert "Lise Dahl" in text
    assert "Politistasjonen" in text
    assert "Steinvik skole" not in text
    row = text[text.index("Solbakken skole") :]
    assert "<td>2</td>" in row[: row.index("</tr>")]


def test_the_list_is_narrowed(as_kari, city):
    assert "Politistasjonen" not in text_of(as_kari.get("/enheter/?tjeneste=skole"))
    assert "Solbakken" not in text_of(as_kari.get(f"/enheter/?organisasjon={city.police.key}"))
    page = as_kari.get(f"/enheter/?organisasjon={city.steinvik.key}&tjeneste=tull&etter=tull")
    assert page.status_code == 200
    assert "Steinvik skole" not in text_of(page)


def test_the_list_is_paged_in_order(as_kari, city):
    district = DistrictFactory(organisation=city.lyngvik, name="Nord")
    for number in range(60):
        UnitFactory(organisation=city.lyngvik, name=f"Enhet {number:02}", district=district if number % 2 else None)
    seen, address = [], "/enheter/"
    while address:
        page = as_kari.get(address).context["page"]
        seen += [unit.name for unit in page]
        address = f"/enheter/{page.next_url}" if page.next_url else ""
    assert len(seen) == len(set(seen)) == 63


@pytest.mark.parametrize("path", ["/enheter/", "/enheter/{school}/", "/styring/roller/", "/organisasjoner/"])
def test_lists_cost_the_same_for_one_row_and_three(as_kari, city, path, django_assert_num_queries):
    from tryggby.organisations.factories import AppointmentFactory, PartnershipFactory

    def grow():
        unit = UnitFactory(organisation=city.lyngvik, parent=city.school)
        MembershipFactory(unit=unit, role="leader")
        MembershipFactory(unit=city.school)
        AppointmentFactory(organisation=city.lyngvik, role="editor")
        PartnershipFactory(organisation=city.lyngvik)

    address = path.format(school=city.school.key)
    grow()
    with CaptureQueriesContext(connection) as one:
        as_kari.get(address)
    grow(), grow()
    with django_assert_num_queries(len(one)):
        as_kari.get(address)
    assert len(one) <= 18


def test_a_unit_shows_its_people_and_children(as_kari, city):
    text = text_of(as_kari.get(f"/enheter/{city.school.key}/"))
    assert "2 personer jobber her" in text
    assert "Amina Dahl" in text
    assert "Myra barnehage" in text
    assert "Legg til ansatt" in text


def test_a_partners_unit_with_its_own_coordinator_is_read_only(as_kari, city):
    from tryggby.organisations.factories import AppointmentFactory

    AppointmentFactory(organisation=city.police)
    assert "Legg til ansatt" not in text_of(as_kari.get(f"/enheter/{city.station.key}/"))
    assert as_kari.get(f"/enheter/{city.station.key}/stenging/").status_code == 404
    assert as_kari.post(f"/enheter/{city.station.key}/tilhorighet/", {}).status_code == 404


def test_a_unit_is_added_once_though_sent_twice(as_kari, city):
    form = {
        "organisation": city.lyngvik.key,
        "name": "Vika SFO",
        "service": city.school.service_id,
        "parent": city.school.key,
        "org_number": "",
        "once": "k1",
    }
    first = as_kari.post("/enheter/ny/", form)
    made = Unit.objects.get(name="Vika SFO")
    assert first["Location"] == f"/enheter/{made.key}/"
    assert made.parent == city.school
    assert as_kari.post("/enheter/ny/", form)["Location"] == f"/enheter/{made.key}/"
    assert as_kari.post("/enheter/ny/", form | {"once": "k2"}).status_code == 422
    assert Unit.objects.filter(name="Vika SFO").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Solbakken skole"}, "finnes allerede"),
        ({"org_number": "12"}, "ni siffer"),
        ({"name": ""}, "Navn"),
    ],
)
def test_a_wrong_unit_is_explained(as_kari, city, change, words):
    form = {"organisation": city.lyngvik.key, "name": "Vika", "service": city.school.service_id} | change
    page = as_kari.post("/enheter/ny/", form)
    assert page.status_code == 422
    assert words in text_of(page)


def test_a_unit_cannot_be_added_elsewhere(as_kari, city):
    form = {"organisation": city.steinvik.key, "name": "Ny", "service": city.school.service_id}
    assert as_kari.post("/enheter/ny/", form).status_code == 422
    form |= {"organisation": city.lyngvik.key, "parent": city.foreign.key}
    assert as_kari.post("/enheter/ny/", form).status_code == 422


def colleague(**change):
    form = {"email": "nora@lyngvik.example", "given_name": "Nora", "family_name": "Lie", "role": "employee"}
    return form | {"share": "50", "since": str(today())} | change


def test_someone_new_begins_in_a_unit(as_kari, city):
    answer = as_kari.post(f"/enheter/{city.school.key}/tilhorighet/", colleague())
    assert answer["Location"] == f"/enheter/{city.school.key}/"
    nora = Person.objects.get(email="nora@lyngvik.example")
    assert (nora.memberships.get().share, nora.has_usable_password()) == (50, False)
    as_kari.post(f"/enheter/{city.school.key}/tilhorighet/", colleague())
    assert nora.memberships.count() == 1


def test_a_leader_is_added(as_kari, city):
    path = f"/enheter/{city.kindergarten.key}/tilhorighet/"
    assert as_kari.get(path + "?rolle=leder").context["form"].initial["role"] == "leader"
    as_kari.post(path, colleague(role="leader"))
    assert Membership.objects.get(unit=city.kindergarten).role == "leader"


@pytest.mark.parametrize("change", [{"email": "nora"}, {"share": "130"}, {"since": "i går"}, {"role": "sjef"}])
def test_a_wrong_colleague_is_explained_and_kept(as_kari, city, change):
    page = as_kari.post(f"/enheter/{city.school.key}/tilhorighet/", colleague(**change))
    assert page.status_code == 422
    assert "Nora" in text_of(page)
    assert not Person.objects.filter(given_name="Nora").exists()


def test_ending_asks_first(as_kari, city):
    held = city.amina.memberships.get()
    path = f"/tilhorigheter/{held.key}/slutt/"
    assert "Avslutte i Solbakken skole?" in text_of(as_kari.get(path))
    assert as_kari.post(path)["Location"] == f"/enheter/{city.school.key}/"
    held.refresh_from_db()
    assert held.until
    assert as_kari.get(path).status_code == 404


def test_closing_asks_first(as_kari, city):
    path = f"/enheter/{city.school.key}/stenging/"
    assert "2 personer jobber her" in text_of(as_kari.get(path))
    as_kari.post(path)
    city.school.refresh_from_db()
    assert city.school.closed_on == today()
    assert city.school not in as_kari.get("/enheter/").context["page"].rows
