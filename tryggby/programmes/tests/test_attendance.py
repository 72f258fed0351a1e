"""The roll, the headcount and «Jeg er her»."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.programmes import actions
from tryggby.programmes.door import figures_by_unit, trained_people
from tryggby.programmes.factories import EnrolmentFactory, GatheringFactory
from tryggby.programmes.models import Attendance, Headcount


@pytest.fixture
def kari(client, valley):
    client.force_login(valley.kari)
    return client


def url(cohort, name="attendance"):
    return reverse(f"programmes:{name}", args=[cohort.key, cohort.day1.key])


def tick(cohort, *enrolments, field="her"):
    data = {}
    for row in enrolments:
        data.setdefault(f"{field}-{row.unit.key}", []).append(row.key)
    return data


def test_the_roll_is_kept_and_shown_again(kari, cohort):
    a, b, c, _d = cohort.enrolled
    kari.post(url(cohort), tick(cohort, a, b) | tick(cohort, c, field="delvis"))
    states = dict(Attendance.objects.values_list("enrolment_id", "state"))
    assert [states[e.pk] for e in cohort.enrolled] == ["present", "present", "partly", "absent"]
    form = kari.get(url(cohort)).context["form"]
    assert set(form[f"her-{a.unit.key}"].value()) == {a.key, b.key}
    cohort.day1.refresh_from_db()
    assert cohort.day1.held_at


def test_saving_the_same_roll_again_writes_nothing(kari, cohort):
    data = tick(cohort, *cohort.enrolled)
    kari.post(url(cohort), data)
    kari.post(url(cohort), data)
    assert Attendance.objects.count() == 4
    assert Entry.objects.filter(verb="record_attendance").count() == 1


def test_a_correction_changes_the_row(valley, cohort):
    actions.record_attendance(by=valley.kari, gathering=cohort.day1, present=cohort.enrolled)
    assert actions.record_attendance(by=valley.kari, gathering=cohort.day1, absent=cohort.enrolled[:1]) == 1
    assert Attendance.objects.get(enrolment=cohort.enrolled[0]).state == "absent"


def test_strangers_are_passed_over(valley, cohort):
    stranger = EnrolmentFactory()
    assert actions.record_attendance(by=valley.kari, gathering=cohort.day1, present=[stranger]) == 0
    assert actions.record_attendance(by=valley.kari, gathering=cohort.day1, present=cohort.leading) == 0


def test_a_headcount_is_set_changed_and_taken_away(kari, valley, cohort):
    unit = valley.units[0]
    for count in ("7", "7", "8"):
        kari.post(url(cohort, "headcount"), {f"antall-{unit.key}": count})
    assert Headcount.objects.get().count == 8
    assert Entry.objects.filter(verb="record_headcount").count() == 2
    kari.post(url(cohort, "headcount"), {})
    assert not Headcount.objects.exists()


def test_a_bad_headcount_is_422_and_kept(kari, valley, cohort):
    answer = kari.post(url(cohort, "headcount"), {f"antall-{valley.units[0].key}": "mange"})
    assert answer.status_code == 422
    assert "mange" in answer.content.decode()


def test_figures_count_each_person_once(valley, cohort):
    actions.record_attendance(by=valley.kari, gathering=cohort.day1, present=cohort.enrolled[:1])
    actions.record_attendance(by=valley.kari, gathering=cohort.day2, present=cohort.enrolled[:2])
    actions.record_headcount(by=valley.kari, gathering=cohort.day1, counts={valley.units[0]: 9})
    figures = figures_by_unit(cohort)[valley.units[0].pk]
    assert figures.enrolled == {"staff": 2, "leader": 1}
    assert figures.attended == {"staff": 2}
    assert figures.by_gathering == {cohort.day1.pk: 1, cohort.day2.pk: 2}
    assert figures.heads == {cohort.day1.pk: 9}


def test_trained_are_those_who_came_to_a_day_not_to_a_supervision(valley, cohort):
    actions.record_attendance(by=valley.kari, gathering=cohort.day1, present=cohort.enrolled[:1])
    actions.record_attendance(by=valley.kari, gathering=cohort.sup2, present=cohort.leading)
    assert trained_people() == {cohort.enrolled[0].person_id}
    assert trained_people([cohort.enrolled[1].person]) == set()


def test_i_am_here_on_the_day_only_and_once(client, valley, cohort):
    gathering = GatheringFactory(cohort=cohort, number=5, day=today())
    person = cohort.enrolled[0].person
    client.force_login(person)
    page = reverse("programmes:gathering", args=[gathering.key])
    assert "Jeg er her" in client.get(page).content.decode()
    for _ in range(2):
        client.post(reverse("programmes:presence", args=[gathering.key]))
    row = Attendance.objects.get()
    assert (row.source, row.state, row.enrolment) == ("qr", "present", cohort.enrolled[0])
    assert Entry.objects.filter(verb="check_in").count() == 1
    assert client.get(reverse("programmes:presence", args=[gathering.key])).status_code == 405
    client.post(reverse("programmes:presence", args=[cohort.day2.key]))
    assert Attendance.objects.count() == 1
    with pytest.raises(ValidationError):
        actions.check_in(by=person, gathering=cohort.day2)


def test_a_check_in_is_cheap(client, valley, cohort):
    gathering = GatheringFactory(cohort=cohort, number=5, day=today())
    client.force_login(cohort.enrolled[0].person)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(reverse("programmes:presence", args=[gathering.key]))
    assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_the_roll_takes_the_same_queries_whatever_its_length(valley, cohort):
    def count(enrolments):
        with CaptureQueriesContext(connection) as queries:
            actions.record_attendance(by=valley.kari, gathering=cohort.day1, present=enrolments)
        return len(queries)

    cohort.day1.held_at = dt.datetime.now(dt.UTC)
    cohort.day1.save()
    assert count(cohort.enrolled[:1]) == count(cohort.enrolled[1:4])
