"""Children's answers beside effect: by service, age and place, and never more than has been released already."""

import csv
import datetime as dt
import io
import json
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from tryggby.ground.door import today
from tryggby.insight.actions import ask_report, build_report, refresh_coverage
from tryggby.insight.effect.reading import children_of
from tryggby.insight.models import CoveragePlace
from tryggby.insight.tests.test_effect_pages import page, text_of
from tryggby.organisations.factories import (
    AppointmentFactory,
    MembershipFactory,
    OrganisationFactory,
    ServiceFactory,
    UnitFactory,
)
from tryggby.voices.door import public_figures
from tryggby.voices.factories import ChannelFactory, released_table

pytestmark = pytest.mark.django_db
SINCE, UNTIL = today() - dt.timedelta(days=90), today() - dt.timedelta(days=10)


class Place:
    """Lyngvik: two schools that ask those from 13, one that asks the younger too, and a nursery."""

    def __init__(self):
        self.organisation = OrganisationFactory(name="Lyngvik kommune")
        self.coordinator = AppointmentFactory(organisation=self.organisation).person
        school, nursery = ServiceFactory(code="skole", name="Skole"), ServiceFactory(code="barnehage", name="Barnehage")
        self.lia = UnitFactory(organisation=self.organisation, name="Lia skole", service=school)
        self.havna = UnitFactory(organisation=self.organisation, name="Havna skole", service=school)
        self.tua = UnitFactory(organisation=self.organisation, name="Tua barnehage", service=nursery)
        people = [MembershipFactory(unit=unit, role="leader").person for unit in (self.lia, self.havna, self.tua)]
        self.leader, self.other, self.third = people
        lia, havna = (ChannelFactory(unit=unit, name=unit.name) for unit in (self.lia, self.havna))
        young = ChannelFactory(unit=self.lia, name="Lia, de minste", age_band="under13")
        tua = ChannelFactory(unit=self.tua, name="Tua")
        rows = {lia.key: [0, 7, 8, 9, 10, 2], havna.key: [6, 7, 8, 21, 31, 41]}
        hidden = [[lia.key, 0], [lia.key, 5], [havna.key, 0], [havna.key, 5]]
        released_table(lia, counts=rows, hidden=hidden, since=SINCE, until=UNTIL)
        released_table(young, counts={young.key: [5, 6, 7, 8, 9, 11]}, since=SINCE, until=UNTIL)
        released_table(tua, counts={tua.key: [5, 5, 5, 5, 5, 5]}, since=SINCE, until=UNTIL)
        refresh_coverage(whole=True)

    def at(self, **wanted) -> CoveragePlace:
        return CoveragePlace.objects.filter(organisation=self.organisation, **wanted).get()


@pytest.fixture
def place():
    return Place()


def titles(answer) -> list[str]:
    return [row.title for row in answer.context["children"]]


def test_each_question_is_told_from_its_twin_by_age(client, place):
    answer = page(client, place.coordinator, "effect_place", place.at(level=0).key)
    found = titles(answer)
    assert len(found) == len(set(found)) == 3
    shown = text_of(answer)
    assert "· Skole og SFO · Under 13 år</summary>" in shown and "· Skole og SFO · 13 år og eldre</summary>" in shown


def test_a_service_shows_what_everybody_reads_of_it_and_no_more(client, place):
    school = place.at(level=2, service__code="skole")
    answer = page(client, place.coordinator, "effect_place", school.key)
    public = public_figures(place.organisation, service=school.service)
    assert [(row.number, sorted(map(str, dict(row.cells).values()))) for row in answer.context["children"]] == [
        (one.number, sorted(map(str, one.cells))) for one in public
    ]
    assert len(public) == 2 and "Barnehage" not in " ".join(titles(answer))
    assert "Tallene gjelder Skole og SFO i hele Lyngvik kommune" in text_of(answer)
    workplace = CoveragePlace.objects.filter(parent=school).first()
    assert page(client, place.coordinator, "effect_place", workplace.key).context["children"] is None


def test_whole_and_services_together_are_the_same_tables(place):
    """Nothing can be worked out by taking a service from the whole: each table stands in both, cell by cell."""
    services = [place.lia.service, place.tua.service]
    apart = [row for service in services for row in children_of(place.organisation, service)]
    whole = children_of(place.organisation)
    assert sorted(apart, key=lambda row: row.title) == sorted(whole, key=lambda row: row.title)


def test_a_leader_sees_the_own_places_as_they_were_released(client, place):
    answer = page(client, place.leader, "effect_unit", place.lia.key)
    old, young = sorted(answer.context["children"], key=lambda row: row.band)
    assert (old.place, old.number, [count for _label, count in old.cells]) == (
        "Lia skole",
        36,
        [None, 10, 9, 8, 7, None],
    )
    assert young.place == "Lia, de minste" and young.number == 46
    shown = text_of(answer)
    assert "Havna" not in shown and "114" not in shown
    assert (
        "De samme tallene som du ser under «Tall fra barna»" in shown
        and "Det er de samme tallene som alle" not in shown
    )


def test_a_leader_never_sees_anothers_place(client, place):
    assert titles(page(client, place.third, "effect_unit", place.tua.key))[0].split(" · ")[1] == "Tua"
    assert page(client, place.third, "effect_unit", place.lia.key).status_code == 404


def test_every_file_tells_the_age(place, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = ask_report(by=place.coordinator, organisation=place.organisation)
    build_report(report=report)
    files = {made.kind: made.file.read() for made in report.files.all()}
    sheet = list(load_workbook(io.BytesIO(files["xlsx"]))["Barnas svar"].values)
    assert sheet[0][2] == "Alder" and {row[2] for row in sheet[1:]} == {"Under 13 år", "13 år og eldre"}
    lines = list(csv.DictReader(files["apne-data.csv"].decode("utf-8-sig").splitlines(), delimiter=";"))
    figures = json.loads(files["apne-data.json"])
    for rows in (lines, figures["figures"]):
        told = [row for row in rows if row["table"] == "children"]
        assert {row["age"] for row in told} == {"under13", "from13"}
        assert len({(row["service"], row["age"], row["measure"]) for row in told}) == len(told) == 18
        assert {row["age"] for row in rows if row["table"] != "children"} == {""}
    assert "under13" in figures["dictionary"]["columns"]["age"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here")
def test_the_paper_tells_the_age(place, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = ask_report(by=place.coordinator, organisation=place.organisation)
    build_report(report=report)
    path = tmp_path / "rapport.pdf"
    path.write_bytes(report.files.get(kind="pdf").file.read())
    made = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    said = " ".join(made.split())
    assert "Skole og SFO · Under 13 år. 46 har svart" in said and "Skole og SFO · 13 år og eldre. 150 har svart" in said
