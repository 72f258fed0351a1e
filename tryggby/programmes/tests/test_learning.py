"""The agreement before the start, and learning goals in counts."""

import pytest
from django.urls import reverse

from tryggby.audit.door import Entry
from tryggby.programmes import actions
from tryggby.programmes.goals import goal_rows
from tryggby.programmes.models import CommitmentCheck, GoalAnswer


@pytest.fixture
def kari(client, valley):
    client.force_login(valley.kari)
    return client


def test_points_are_ticked_and_taken_back(kari, cohort):
    url = reverse("programmes:commitments", args=[cohort.key])
    kari.post(url, {"tid-er-satt-av": "on", "personvern": "on"})
    assert CommitmentCheck.objects.count() == 2
    kari.post(url, {"personvern": "on", "tull": "on"})
    assert list(CommitmentCheck.objects.values_list("code", flat=True)) == ["personvern"]
    assert kari.get(url).context["form"]["personvern"].value()
    assert (
        "6 punkter i avtalen står igjen" in kari.get(reverse("programmes:cohort", args=[cohort.key])).content.decode()
    )


def test_counts_from_paper_replace_those_before(kari, cohort):
    url = reverse("programmes:goals", args=[cohort.key])
    data = {"gathering": cohort.day1.key, "moment": "before"}
    kari.post(url, data | {"felles-verdier-2": "4", "felles-verdier-5": "3"})
    kari.post(url, data | {"felles-verdier-2": "4", "felles-verdier-5": "2"})
    row = goal_rows(cohort)[0]
    assert row["before"] == {"total": 6, "high": 2} and row["after"] is None
    assert "2 av 6" in kari.get(url).content.decode()


def test_fewer_than_five_answers_are_not_shown(valley, cohort):
    counts = {"felles-verdier": {5: 4}}
    actions.record_goal_counts(by=valley.kari, gathering=cohort.day1, moment="before", counts=counts)
    assert goal_rows(cohort)[0]["before"] is None


def test_an_empty_count_form_is_422(kari, cohort):
    url = reverse("programmes:goals", args=[cohort.key])
    assert kari.post(url, {"gathering": cohort.day1.key, "moment": "before"}).status_code == 422


def test_own_answers_are_added_without_a_name_and_once(client, cohort):
    client.force_login(cohort.enrolled[0].person)
    url = reverse("programmes:answers", args=[cohort.day2.key])
    data = {"felles-verdier": "4", "god-omsorg": "", "once": "k1"}
    client.post(url, data)
    client.post(url, data)
    row = GoalAnswer.objects.get()
    assert (row.goal, row.moment, row.value, row.count) == ("felles-verdier", "before", 4, 1)
    entry = Entry.objects.get(verb="answer_goals")
    assert entry.actor is None
    assert client.post(url, {"felles-verdier": "9"}).status_code == 422
