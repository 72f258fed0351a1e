"""Pages and files of effect say what a slow, plain computation says; and nobody can work out a hidden figure."""

import csv
import io
import itertools
import json
import random

import pytest
import python_calamine
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tryggby.insight.actions import ask_report, build_report, keep_effect, refresh_coverage, remember_months
from tryggby.insight.actions.effect import hidden_figures
from tryggby.insight.models import CoverageMonth, CoveragePlace, EffectMonth, EffectQuarter
from tryggby.insight.suppression import is_small
from tryggby.insight.tests.cities import Plain, make_city, units_of
from tryggby.insight.tests.test_protect import Solver, _recovered, _tree
from tryggby.organisations.factories import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.shows("network.3")]
FIGURES = ("reached", "minutes", "gatherings", "guidance")


def _counted(city) -> None:
    refresh_coverage(whole=True)
    keep_effect()


def _on_screen(client, place) -> dict:
    rows = client.get(reverse("insight:effect_place", args=[place.key])).context["quarters"]
    return {row.quarter: (row.people, *(getattr(row, name) for name in FIGURES)) for row in rows}


def _files(report) -> dict[str, bytes]:
    return {made.kind: made.file.read() for made in report.files.all()}


def _cell(text):
    return None if text in ("vises ikke", "") else float(text.replace(",", "."))


def _hours(minutes):
    return None if minutes is None else round(minutes / 60, 1)


def _of_lines(lines) -> dict:
    """(deepest name, quarter) → the figures of a line of a sheet."""
    return {
        (tuple(str(name) for name in line[:5]), str(line[5])): (
            int(float(line[6])),
            *(_cell(str(c)) for c in line[7:11]),
        )
        for line in lines
    }


def _names(place) -> tuple:
    found = {0: place.get_level_display()}
    at = place
    while at and at.level:
        found[at.level] = at.label
        at = at.parent
    return tuple(found.get(level, "") for level in range(5))


def _kept_of(unit) -> list[tuple]:
    """The unit's quarters, as its own leader reads them."""
    rows = EffectQuarter.objects.filter(place__unit=unit, place__leaf_since__isnull=False).order_by("quarter")
    return list(rows.values_list("quarter", "people", *FIGURES, "shown_reached"))


def test_what_was_counted_of_a_unit_comes_along_when_it_moves(db):
    city = make_city(7)
    _counted(city)
    remember_months(months=2)
    unit = next(one for one in city.units if _kept_of(one))
    before, months = _kept_of(unit), EffectMonth.objects.filter(place__unit=unit).count()
    series = CoverageMonth.objects.filter(place__unit=unit).count()
    unit.district = unit.organisation.districts.exclude(pk=unit.district_id).first()
    unit.save()
    _counted(city)
    assert CoveragePlace.objects.get(unit=unit, leaf_since__isnull=False).district == unit.district
    assert before and _kept_of(unit) == before
    assert EffectMonth.objects.filter(place__unit=unit).count() == months
    assert series and CoverageMonth.objects.filter(place__unit=unit).count() == series


def test_what_was_counted_of_a_unit_comes_along_when_a_part_of_it_becomes_a_unit(db):
    city = make_city(7)
    _counted(city)
    place = CoveragePlace.objects.filter(level=3, leaf_since__isnull=False, quarters__isnull=False).first()
    unit, before = place.unit, _kept_of(place.unit)
    UnitFactory(organisation=unit.organisation, parent=unit, district=unit.district, service=unit.service)
    _counted(city)
    place.refresh_from_db()
    assert place.leaf_since is None and place.quarters.count() == len(before), "the sum keeps its own"
    assert _kept_of(unit) == before


@given(st.integers(0, 10**6))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_screens_and_files_say_what_a_plain_computation_says(client, tmp_path_factory, settings, seed):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    with transaction.atomic():
        _same_everywhere(client, make_city(seed))
        transaction.set_rollback(True)


def _same_everywhere(client, city) -> None:
    _counted(city)
    client.force_login(city.coordinator)
    report = ask_report(by=city.coordinator, organisation=city.organisation)
    build_report(report=report)
    files = _files(report)
    book = python_calamine.load_workbook(io.BytesIO(files["xlsx"]))
    sheet = _of_lines(book.get_sheet_by_index(0).to_python()[1:])
    lines = _of_lines(list(csv.reader(files["csv"].decode("utf-8-sig").splitlines(), delimiter=";"))[1:])
    assert sheet == lines
    figures = json.loads(files["apne-data.json"])["figures"]
    said = {(row["level"], row["district"], row["service"], row["from"], row["measure"]): row for row in figures}
    seen, slow = 0, Plain()
    for place in CoveragePlace.objects.filter(organisation=city.organisation).select_related("unit", "parent"):
        under = units_of(place)
        for quarter, (people, *shown) in _on_screen(client, place).items():
            plain = slow.figures(under, quarter)
            assert people == plain[0]
            assert all(value in (None, true) for value, true in zip(shown, plain[1:], strict=True))
            assert shown[0] is None or not is_small(people, plain[1])
            filed = sheet[_names(place), quarter.isoformat()]
            assert filed == (people, shown[0], _hours(shown[1]), *shown[2:])
            seen += 1
            if place.level <= 2:
                key = (*_names(place)[:3], quarter.isoformat())
                assert [said[*key, name]["value"] for name in FIGURES if name != "minutes"] == [shown[0], *shown[2:]]
                assert said[*key, "hours"]["value"] == _hours(shown[1]) and said[*key, "reached"]["of"] == people
    assert seen == len(sheet) > 12


@pytest.mark.parametrize("seed", range(4))
def test_a_solver_recovers_nothing_from_pages_files_and_paper_together(seed, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    city = make_city(seed, units=7, most=9)
    _counted(city)
    report = ask_report(by=city.coordinator, organisation=city.organisation)
    build_report(report=report)
    told = _of_lines(list(csv.reader(_files(report)["csv"].decode("utf-8-sig").splitlines(), delimiter=";"))[1:])
    client.force_login(city.coordinator)
    places = list(CoveragePlace.objects.filter(organisation=city.organisation).order_by("level", "pk"))
    where = {place.pk: at for at, place in enumerate(places)}
    parents = [where[place.parent_id] if place.parent_id else -1 for place in places]
    leaves = [at for at, place in enumerate(places) if place.leaf_since]
    for quarter in sorted(set(EffectQuarter.objects.values_list("quarter", flat=True)))[-3:]:
        rows = {row.place_id: row for row in EffectQuarter.objects.filter(quarter=quarter)}
        people = [rows[place.pk].people if place.pk in rows else 0 for place in places]
        done = [rows[place.pk].reached if place.pk in rows else 0 for place in places]
        # A place is told when any page or file tells it.
        hidden = [
            place.pk not in rows
            or (told[_names(place), quarter.isoformat()][1] is None and _on_screen(client, place)[quarter][1] is None)
            for place in places
        ]
        assert _recovered((parents, people, done, leaves), hidden, insiders=False) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_sum_of_minutes_or_presences_stands_for_fewer_than_five(seed):
    """Even if the number of people behind each sum were told, none of them could be told by a solver."""
    rng = random.Random(seed)
    parents, people, reached, leaves = _tree(rng)
    sums = {"reached": reached}
    for name in ("minutes", "gatherings", "guidance"):
        behind = [rng.randint(0, reached[at]) if at in set(leaves) else 0 for at in range(len(parents))]
        for at in range(len(parents) - 1, 0, -1):
            behind[parents[at]] += behind[at]
        sums[f"in_{name}"] = behind
    hidden = hidden_figures(parents, people, sums)
    assert _recovered((parents, people, reached, leaves), hidden["reached"], insiders=False) == []
    for name in ("minutes", "gatherings", "guidance"):
        behind = sums[f"in_{name}"]
        assert all(hidden[name][at] for at in range(len(parents)) if hidden["reached"][at] and any(behind))
        assert _recovered((parents, people, behind, leaves), hidden[name], insiders=False) == []


def test_where_nobody_took_part_nothing_more_is_hidden():
    sums = {"reached": [20, 10, 10], "in_minutes": [20, 10, 10], "in_gatherings": [0] * 3, "in_guidance": [0] * 3}
    hidden = hidden_figures([-1, 0, 0], [40, 20, 20], sums)
    assert not any(itertools.chain(*hidden.values()))


def test_the_solver_would_find_a_lone_hidden_place():
    """The solver is a real one."""
    tree = ([-1, 0, 0], [40, 20, 20], [13, 3, 10], [1, 2])
    assert Solver(*tree, [False, True, False]).width(1) == 0
