"""Pages of effect: who sees what, what is hidden and said so, and that what has been counted never changes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tryggby.ground.door import months_before, oslo, today
from tryggby.insight.actions import keep_effect, refresh_coverage
from tryggby.insight.effect.periods import ended_months, ended_quarters, name_of
from tryggby.insight.models import CoveragePlace, EffectMonth, EffectQuarter, ReviewSpread
from tryggby.mentoring.factories import MandateFactory, PracticeFactory
from tryggby.organisations.factories import AppointmentFactory, MembershipFactory, OrganisationFactory, UnitFactory
from tryggby.packages.factories import CompletionFactory, make_release
from tryggby.routines.factories import ReviewAnswerFactory, SelfReviewFactory

pytestmark = pytest.mark.django_db


class Town:
    """Lyngvik: units of `sizes` people of whom `done` read a part in the newest quarter."""

    def __init__(self, sizes=(20, 20, 20, 3), done=(8, 0, 12, 1)):
        self.organisation = OrganisationFactory(name="Lyngvik kommune")
        self.coordinator = AppointmentFactory(organisation=self.organisation).person
        self.units, self.leaders, release = [], [], make_release()
        self.quarter = ended_quarters(today())[-1]
        at = oslo(self.quarter + dt.timedelta(days=40), dt.time(12))
        for number, (size, finished) in enumerate(zip(sizes, done, strict=True)):
            self.units.append(UnitFactory(organisation=self.organisation, name=f"Lia {number}"))
            for n in range(size):
                role = "leader" if n == 0 else "employee"
                person = MembershipFactory(unit=self.units[-1], role=role).person
                if n == 0:
                    self.leaders.append(person)
                if n < finished:
                    CompletionFactory(person=person, release=release, at=at)
        refresh_coverage(whole=True)

    def place(self, level=0, **wanted) -> CoveragePlace:
        return CoveragePlace.objects.filter(organisation=self.organisation, level=level, **wanted).first()


@pytest.fixture
def town():
    made = Town()
    keep_effect()
    return made


def page(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(f"insight:{name}", args=args), query)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_coordinator_sees_the_whole_and_what_each_figure_means(client, town):
    shown = text_of(page(client, town.coordinator, "effect_place", town.place().key))
    assert "21 av 63 (33 prosent)" in shown
    for words in ("Hva tallet betyr", "Av hvem", "Periode", "Det som ikke vises", "Det neste kvartalet kommer"):
        assert words in shown
    assert "For få enheter har svart" in shown and "Det er ikke vist noen tall for barnas svar ennå" in shown


def test_small_places_are_hidden_with_what_they_could_be_worked_out_from(client, town):
    places = CoveragePlace.objects.filter(level=3, organisation=town.organisation)
    shown = {place.name: page(client, town.coordinator, "effect_place", place.key) for place in places}
    newest = {name: answer.context["newest"].reached for name, answer in shown.items()}
    assert newest["Lia 3"] is None and list(newest.values()).count(None) >= 2
    assert "vises ikke" in text_of(shown["Lia 3"]) and "1 av 3" not in text_of(shown["Lia 3"])


def test_a_leader_sees_the_own_unit_whole_and_no_other(client, town):
    shown = text_of(page(client, town.leaders[0], "effect_unit", town.units[0].key))
    assert "8 av 20 (40 prosent)" in shown and "Dere har ikke holdt egenvurderingen ennå" in shown
    assert page(client, town.leaders[0], "effect_unit", town.units[1].key).status_code == 404
    assert page(client, town.leaders[0], "effect_place", town.place().key).status_code == 404
    assert page(client, town.coordinator, "effect_unit", town.units[0].key).status_code == 404
    start = text_of(page(client, town.leaders[0], "effect"))
    assert "Lia 0" in start and "Lia 1" not in start and "Rapport til politikere" not in start


def test_a_very_small_unit_is_hidden_for_its_leader_too(client, town):
    answer = page(client, town.leaders[3], "effect_unit", town.units[3].key)
    assert all(row.reached is None for row in answer.context["quarters"])


def test_employees_and_others_see_nothing(client, town):
    employee = town.units[0].memberships.filter(role="employee")[0].person
    assert page(client, employee, "effect").status_code == 404
    assert page(client, employee, "effect_reports").status_code == 404
    other = AppointmentFactory().person
    assert page(client, other, "effect_place", town.place().key).status_code == 404


def test_a_quarter_is_counted_once_and_never_changes(town):
    before = list(EffectQuarter.objects.order_by("pk").values())
    CompletionFactory(person=town.leaders[1], at=oslo(town.quarter, dt.time(9)))
    keep_effect()
    assert list(EffectQuarter.objects.order_by("pk").values()) == before


def test_the_time_before_anybody_took_part_is_no_nought(client, town):
    """A council is not told that nobody was reached a year before the municipality began."""
    assert set(EffectQuarter.objects.values_list("quarter", flat=True)) == {town.quarter}
    shown = text_of(page(client, town.coordinator, "effect_place", town.place().key))
    assert "Ett år før" not in shown and "0 av" not in shown
    assert not EffectMonth.objects.exists(), "and no unit has practised yet"
    later = months_before(today(), -3)
    keep_effect(on=later)
    newest = ended_quarters(later)[-1]
    assert set(EffectQuarter.objects.values_list("quarter", flat=True)) == {town.quarter, newest}
    assert EffectQuarter.objects.get(place=town.place(), quarter=newest).reached == 0, (
        "a nought after it has begun is one"
    )


def test_noughts_kept_of_the_time_before_are_taken_away(town):
    """They were kept once; an organisation that never began has none either."""
    old = months_before(town.quarter, 3)
    row = EffectQuarter.objects.get(place=town.place(), quarter=town.quarter)
    noughts = dict.fromkeys(("reached", "minutes", "gatherings", "guidance", "shown_reached"), 0)
    EffectQuarter.objects.create(place=row.place, quarter=old, people=row.people, **noughts)
    noughts = dict.fromkeys(("held", "began_6", "still_6", "began_12", "still_12"), 0)
    EffectMonth.objects.create(place=row.place, month=old, units=3, **noughts)
    keep_effect()
    assert not EffectQuarter.objects.filter(quarter=old).exists() and not EffectMonth.objects.filter(month=old).exists()
    assert EffectQuarter.objects.filter(pk=row.pk).exists()


def test_a_year_before_is_a_year_before_though_quarters_are_missing(client, town):
    """A place that stood empty meanwhile has fewer rows, and the fifth from the end is another quarter."""

    def keep(back: int) -> None:
        values = dict.fromkeys(("people", "reached", "shown_reached"), 60) | dict.fromkeys(
            ("minutes", "gatherings", "guidance"), 0
        )
        EffectQuarter.objects.create(place=town.place(), quarter=months_before(town.quarter, back), **values)

    for back in (3, 6, 18, 21):
        keep(back)
    address = ("effect_place", town.place().key)
    assert "Ett år før" not in text_of(page(client, town.coordinator, *address))
    keep(12)
    year = months_before(town.quarter, 12)
    assert f"Ett år før, {name_of(year)}: 60 av 60" in text_of(page(client, town.coordinator, *address))


def test_a_new_quarter_comes_beside_the_old_ones(town):
    later = months_before(today(), -3)
    before = set(EffectQuarter.objects.values_list("pk", flat=True))
    keep_effect(on=later)
    new = EffectQuarter.objects.exclude(pk__in=before)
    assert set(new.values_list("quarter", flat=True)) == {ended_quarters(later)[-1]}


def test_practice_that_lasts(client):
    town = Town(sizes=(6, 6, 4), done=(0, 0, 0))
    mandates = [MandateFactory(unit=unit, person=leader) for unit, leader in zip(town.units, town.leaders, strict=True)]
    months = ended_months(today())
    for mandate, backs in zip(mandates, ((1, 2, 8, 14), (9,), (1,)), strict=True):
        for back in backs:
            moment = oslo(months[-back] + dt.timedelta(days=10), dt.time(12))
            PracticeFactory(mandate=mandate, starts_at=moment, held_at=moment, reported_at=moment)
    keep_effect()
    row = EffectMonth.objects.get(place=town.place(), month=months[-1])
    # The third unit has four people and is in none of the numbers.
    assert (row.units, row.held) == (2, 1)
    assert (row.began_6, row.still_6, row.began_12, row.still_12) == (2, 1, 1, 1)
    assert EffectMonth.objects.get(place=town.place(), month=months[-8]).held == 1
    shown = text_of(page(client, town.coordinator, "effect_place", town.place().key))
    assert "1 av 2 enheter holdt minst én øving" in shown
    assert "Øver fortsatt etter 6 måneder: 1 av 2 enheter" in shown


def _reviewed(unit, value: int, *, days: int, kind="whole", baseline=None):
    moment = oslo(today() - dt.timedelta(days=days), dt.time(12))
    review = SelfReviewFactory(unit=unit, kind=kind, baseline=baseline, started_at=moment, closed_at=moment)
    for item in ("felles-ord", "ta-imot", "egne-reaksjoner", "fast-tid"):
        ReviewAnswerFactory(review=review, item=item, value=value or None)
    return review


def test_units_answers_are_shown_together_and_never_one_by_one(client):
    town = Town(sizes=(5,) * 24, done=(0,) * 24)
    for number, unit in enumerate(town.units[:12]):
        first = _reviewed(unit, 2 if number < 6 else 4, days=300)
        if number < 9:
            _reviewed(unit, 5, days=110, kind="pulse", baseline=first)
    keep_effect()
    spread = ReviewSpread.objects.get(item="ta-imot", moment=0)
    assert spread.counts == [0, 6, 0, 6] and set(spread.hidden) >= {0, 2}
    assert not ReviewSpread.objects.filter(moment=6).exists(), "nine units are too few"
    _reviewed(town.units[12], 4, days=2)
    keep_effect()
    spread.refresh_from_db()
    assert spread.units == 12, "one more unit could be told from the difference"
    for unit in town.units[13:20]:
        _reviewed(unit, 4, days=1)
    keep_effect()
    spread.refresh_from_db()
    assert spread.counts == [0, 6, 0, 14] and set(spread.hidden) >= {0, 2}
    shown = text_of(page(client, town.coordinator, "effect_place", town.place().key))
    assert "For få enheter har svart til at det kan vises" in shown


def test_the_unit_sees_its_own_course(client, town):
    first = _reviewed(town.units[0], 2, days=400)
    _reviewed(town.units[0], 4, days=200, kind="pulse", baseline=first)
    _reviewed(town.units[0], 0, days=30, kind="pulse", baseline=first)
    answer = page(client, town.leaders[0], "effect_unit", town.units[0].key)
    assert [row.values for row in answer.context["course"]] == [{0: 2, 6: 4, 12: None}] * 4
    assert "gikk videre" in text_of(answer)


@pytest.mark.parametrize("name", ["effect", "effect_place", "effect_unit"])
def test_as_many_queries_for_three_units_as_for_one(client, name):
    few = _queries(client, Town(sizes=(6,), done=(0,)), name)
    assert 0 < _queries(client, Town(sizes=(30, 6, 6), done=(9, 0, 0)), name) == few <= 20


def _queries(client, town, name) -> int:
    keep_effect()
    client.force_login(town.leaders[0] if name == "effect_unit" else town.coordinator)
    wanted = {"effect": [], "effect_place": [town.place(level=1).key if town.place(level=1) else town.place().key]}
    address = reverse(f"insight:{name}", args=wanted.get(name, [town.units[0].key]))
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
