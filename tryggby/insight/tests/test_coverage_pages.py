"""Coverage pages and files: who sees what, what is hidden, and how many queries it takes."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.insight.actions import keep_month, refresh_coverage
from tryggby.insight.models import CoveragePlace, CoverageRow, Training
from tryggby.obligations.factories import ObligationFactory, RequirementFactory
from tryggby.organisations.factories import (
    AppointmentFactory,
    DistrictFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
)
from tryggby.packages.factories import CompletionFactory, make_release

pytestmark = pytest.mark.django_db


class City:
    """Lyngvik: a district with `sizes` kindergartens, a requirement, and who may look."""

    def __init__(self, sizes=(20, 20, 20, 3), done=(8, 0, 12, 1)):
        self.organisation = OrganisationFactory(name="Lyngvik kommune")
        district = DistrictFactory(organisation=self.organisation, name="Nord")
        self.release = make_release()
        self.requirement = RequirementFactory(organisation=self.organisation, title="Felles grunnlag")
        self.units, self.leaders = [], []
        for number, (size, finished) in enumerate(zip(sizes, done, strict=True)):
            unit = UnitFactory(organisation=self.organisation, district=district, name=f"Lia {number}")
            self.units.append(unit)
            for n in range(size):
                role = "leader" if n == 0 else "employee"
                person = MembershipFactory(unit=unit, role=role).person
                ObligationFactory(person=person, unit=unit, requirement=self.requirement, done=n < finished)
                if n < finished:
                    CompletionFactory(person=person, release=self.release)
                if n == 0:
                    self.leaders.append(person)
        self.coordinator = AppointmentFactory(organisation=self.organisation).person
        refresh_coverage(whole=True)
        keep_month()

    def place(self, level=0, **wanted) -> CoveragePlace:
        return CoveragePlace.objects.filter(organisation=self.organisation, level=level, **wanted).first()

    @property
    def training(self) -> Training:
        return Training.objects.get(requirement=self.requirement)


@pytest.fixture
def city():
    return City()


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"insight:{name}", args=args), query)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_coordinator_begins_with_the_organisation(client, city):
    shown = text_of(page(client, city.coordinator, "coverage"))
    assert "Lyngvik kommune" in shown and "63 ansatte" in shown


def test_leader_begins_with_own_units_and_employee_sees_nothing(client, city):
    shown = text_of(page(client, city.leaders[0], "coverage"))
    assert "Lia 0" in shown and "Lia 1" not in shown and "Lyngvik kommune</a>" not in shown
    employee = city.units[0].memberships.filter(role="employee")[0].person
    assert page(client, employee, "coverage").status_code == 404


def test_place_shows_sums_and_hides_what_is_small(client, city):
    service = city.place(level=2)
    shown = text_of(page(client, city.coordinator, "place", service.key, opplaering=city.training.key))
    small = CoverageRow.objects.get(training=city.training, place__unit=city.units[3])
    assert small.done == 1 and small.shown is None
    assert "vises ikke" in shown and "1 av 3" not in shown
    assert "Slik er tallene laget" in shown and "Alfabetisk" in shown


def test_a_requirement_says_why_it_is_of_fewer_than_those_who_work_there(client, city):
    ObligationFactory._meta.model.objects.filter(person=city.leaders[0]).update(
        state="waived", waived_on=today(), done_on=None, valid_until=None
    )
    refresh_coverage(whole=True)
    top, why = city.place(), "Derfor kan tallet være lavere enn antall ansatte."
    shown = text_of(page(client, city.coordinator, "place", top.key, opplaering=city.training.key))
    assert "63 ansatte" in shown and "av 62" in shown and why in shown
    for name, key in (("training", city.training.key), ("matrix", top.key), ("report", top.key)):
        assert why in text_of(page(client, city.coordinator, name, key)), name
    part = Training.objects.filter(package__isnull=False).first()
    assert why not in text_of(page(client, city.coordinator, "training", part.key))


def test_drilling_down_shows_no_difference(city):
    """Whatever is shown on the way from the whole to the unit, the small unit cannot be subtracted out."""
    rows = CoverageRow.objects.filter(training=city.training).select_related("place")
    shown = {row.place.unit_id or row.place.level: row.shown for row in rows}
    kept_back = [unit for unit in city.units if shown[unit.pk] is None]
    assert len(kept_back) >= 3 or shown[2] is None


def test_a_filter_chooses_rows_and_sums_nothing(client, city):
    answer = page(client, city.coordinator, "training", city.training.key, sok="Lia 2")
    shown = text_of(answer)
    assert [place.name for place, _figure in answer.context["rows"]] == ["Lia 2"]
    assert "Hele Lyngvik kommune" in shown
    answer = page(client, city.coordinator, "training", city.training.key, tjeneste="skole")
    assert not answer.context["rows"] and "Ingen arbeidssteder passer" in text_of(answer)


def test_matrix_has_a_column_per_training_of_the_group(client, city):
    answer = page(client, city.coordinator, "matrix", city.place().key)
    assert [one.title for one in answer.context["columns"]] == ["Felles grunnlag"]
    answer = page(client, city.coordinator, "matrix", city.place().key, pakke="Pakken liten")
    assert [one.part for one in answer.context["columns"]] == ["forste", "andre"]


def test_report_says_how_the_figures_are_made(client, city):
    shown = text_of(page(client, city.coordinator, "report", city.place(level=2).key))
    for words in ("Slik er tallene laget", "63 personer jobber her i dag", "færre enn 5", "måned for måned"):
        assert words in shown


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_file_of_a_place_holds_no_hidden_count(client, city, kind):
    answer = page(client, city.coordinator, f"place_{kind}", city.place().key)
    data = answer.getvalue()
    if kind == "csv":
        lines = [line.split(";") for line in data.decode("utf-8-sig").strip().split("\r\n")]
    else:
        sheet = load_workbook(io.BytesIO(data))["Dekning"]
        lines = [[str(cell.value or "") for cell in row] for row in sheet.rows]
    column = lines[0].index("Felles grunnlag – ferdige")
    by_name = {line[3] or line[0]: line[column] for line in lines[1:]}
    kept = {row.place.name: row.shown for row in CoverageRow.objects.filter(training=city.training, place__level=3)}
    for name, number in kept.items():
        assert by_name[name] == ("vises ikke" if number is None else str(number))
    assert by_name["Lia 3"] == "vises ikke"


def test_leader_sees_own_people_and_nobody_elses(client, city):
    shown = text_of(page(client, city.leaders[0], "unit", city.units[0].key))
    assert shown.count("Gjort ") == 8 and shown.count("Innen ") == 12
    assert page(client, city.leaders[0], "unit", city.units[1].key).status_code == 404
    assert page(client, city.coordinator, "unit", city.units[0].key).status_code == 404


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_leader_takes_own_people_out_and_it_is_noted(client, city, kind):
    answer = page(client, city.leaders[0], f"people_{kind}", city.units[0].key)
    data = answer.getvalue()
    if kind == "xlsx":
        data = str([[cell.value for cell in row] for row in load_workbook(io.BytesIO(data))["Ansatte"].rows]).encode()
    assert data.decode().count("Gjort ") == 8
    assert Entry.objects.filter(verb="export_colleagues", object_id=str(city.units[0].pk)).count() == 1
    assert page(client, city.leaders[0], f"people_{kind}", city.units[1].key).status_code == 404


def test_names_that_look_like_formulas_are_calm(client, city):
    city.leaders[0].given_name = "=HYPERLINK(1)"
    city.leaders[0].save()
    lines = page(client, city.leaders[0], "people_csv", city.units[0].key).getvalue().decode()
    assert "'=HYPERLINK(1)" in lines
    data = page(client, city.leaders[0], "people_xlsx", city.units[0].key).getvalue()
    cells = [cell for row in load_workbook(io.BytesIO(data))["Ansatte"].rows for cell in row]
    assert all(cell.data_type != "f" for cell in cells) and any("=HYPER" in str(cell.value) for cell in cells)


@pytest.mark.parametrize("name", ["place", "matrix", "report", "place_xlsx", "place_csv"])
def test_a_foreign_place_is_not_found(client, city, name):
    other = AppointmentFactory().person
    key = city.place().key
    assert page(client, other, name, key).status_code == 404
    assert page(client, city.leaders[0], name, key).status_code == 404


def test_a_foreign_requirement_is_not_found(client, city):
    other = AppointmentFactory().person
    assert page(client, other, "training", city.training.key).status_code == 404


@pytest.mark.shows("drills.1")
@pytest.mark.parametrize("name", ["place", "training", "matrix", "unit", "people_csv", "place_csv"])
def test_as_many_queries_for_three_units_as_for_one(client, name):
    few = City(sizes=(6,), done=(0,))
    asked = _queries(client, few, name)
    more = City(sizes=(30, 6, 6), done=(0, 0, 0))
    assert 0 < _queries(client, more, name) == asked <= 20


def _queries(client, city, name) -> int:
    own = name in ("unit", "people_csv")
    target = city.units[0] if own else city.training if name == "training" else city.place(level=2)
    client.force_login(city.leaders[0] if own else city.coordinator)
    address = reverse(f"insight:{name}", args=[target.key])
    client.get(address).getvalue() if name.endswith("csv") else client.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
        assert answer.status_code == 200
        answer.getvalue()
    return len(caught)
