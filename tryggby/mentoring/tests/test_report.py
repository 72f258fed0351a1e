"""The report in a minute: who or how many, one thing learnt; the same report twice is one."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggby.audit.door import Entry
from tryggby.mentoring.door import Participation, Practice, Pulse, Refused, reach, report_practice
from tryggby.mentoring.factories import ParticipationFactory, PracticeFactory, moment
from tryggby.mentoring.jobs import forget_old_participants
from tryggby.packages.door import Completion

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(furulia, part):
    """A practice held yesterday: Bo said yes, Kari said no."""
    practice = PracticeFactory(mandate=furulia.mandate, starts_at=moment(-1))
    ParticipationFactory(practice=practice, person=furulia.bo, answer="yes", answered_at=timezone.now())
    ParticipationFactory(practice=practice, person=furulia.kari, answer="no", answered_at=timezone.now())
    return practice


def report(practice, **data):
    """The address and what Ferdig sends."""
    return f"/mentor/okter/{practice.key}/rapport/", data


def test_those_who_said_yes_are_ticked(practice, furulia, login):
    html = login(furulia.amina).get(report(practice)[0]).content.decode()
    boxes = {key: f'value="{key}"' in html for key in (furulia.bo.key, furulia.kari.key, furulia.omar.key)}
    assert all(boxes.values())
    assert html.count("checked") == 1
    assert f'value="{furulia.amina.key}"' not in html


def test_ferdig_twice_is_one_report(practice, furulia, login):
    client = login(furulia.amina)
    address, data = report(practice, present=[furulia.bo.key, furulia.omar.key], learnt="Vi venter\r\n for lite.")
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    practice.refresh_from_db()
    assert practice.held_at == practice.starts_at
    assert practice.learnt == "Vi venter for lite."
    assert set(practice.participations.exclude(present_at=None).values_list("person__given_name", flat=True)) == {
        "Bo",
        "Omar",
    }
    assert Entry.objects.filter(verb="report_practice").count() == 1
    assert not Entry.objects.filter(verb="correct_practice_report").exists()


def test_a_correction_replaces_who_was_there(practice, furulia, login):
    client = login(furulia.amina)
    client.post(*report(practice, present=[furulia.bo.key, furulia.omar.key]))
    first = Practice.objects.get(pk=practice.pk).reported_at
    client.post(*report(practice, present=[furulia.kari.key], headcount="2"))
    practice.refresh_from_db()
    assert practice.reported_at == first
    assert [place.person for place in practice.participations.exclude(present_at=None)] == [furulia.kari]
    assert Entry.objects.filter(verb="correct_practice_report").count() == 1


def test_headcount_alone_is_enough_and_stays_apart(practice, furulia):
    report_practice(by=furulia.amina, practice=practice, headcount=7)
    figures = reach([furulia.unit])[furulia.unit.pk]
    assert (figures.reached_12, figures.heads_12, figures.practices_12) == (0, 7, 1)


def test_nobody_is_not_a_report(practice, furulia, login):
    answer = login(furulia.amina).post(*report(practice, learnt="Noe vi lærte"))
    assert answer.status_code == 422
    assert "Kryss av hvem som var med" in answer.content.decode()
    assert 'value="Noe vi lærte"' in answer.content.decode()
    with pytest.raises(Refused):
        report_practice(by=furulia.amina, practice=practice)


@pytest.mark.parametrize("data", [{"headcount": "-1"}, {"headcount": "mange"}, {"present": ["ukjent"]}])
def test_bad_numbers_and_names_are_422(practice, furulia, login, data):
    assert login(furulia.amina).post(*report(practice, **data)).status_code == 422
    practice.refresh_from_db()
    assert practice.held_at is None


def test_pulse_is_counts_of_faces_only(practice, furulia, login):
    data = {"present": [furulia.bo.key, furulia.omar.key], "pulse_high": "2", "pulse_middle": "1"}
    login(furulia.amina).post(*report(practice, **data))
    practice.refresh_from_db()
    assert (practice.pulse_high, practice.pulse_middle, practice.pulse_low) == (2, 1, 0)
    too_many = data | {"pulse_high": "30"}
    assert login(furulia.amina).post(*report(practice, **too_many)).status_code == 422


def test_report_finishes_the_part_for_those_there_and_the_mentor(practice, furulia):
    report_practice(by=furulia.amina, practice=practice, present=[furulia.bo])
    done = set(Completion.objects.filter(part=practice.part).values_list("person__given_name", flat=True))
    assert done == {"Bo", "Amina"}


def test_a_practice_to_come_or_cancelled_is_not_reported(furulia, part):
    coming = PracticeFactory(mandate=furulia.mandate, starts_at=moment(3))
    with pytest.raises(Refused, match="ikke vært ennå"):
        report_practice(by=furulia.amina, practice=coming, headcount=3)
    Practice.objects.filter(pk=coming.pk).update(cancelled_at=timezone.now())
    with pytest.raises(Refused, match="avlyst"):
        report_practice(by=furulia.amina, practice=coming, headcount=3)


def test_the_database_holds_the_states_apart(furulia):
    held = PracticeFactory(mandate=furulia.mandate, held=True)
    for change in (
        {"cancelled_at": timezone.now()},
        {"reported_at": None},
        {"pulse_low": 1},
        {"cancelled_because": "Hei"},
        {"minutes": 2},
        {"step_since": timezone.now(), "started_at": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Practice.objects.filter(pk=held.pk).update(**change)
    place = ParticipationFactory(practice=held)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipationFactory(practice=held, person=place.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=place.pk).update(answer="yes")


def test_nothing_about_how_somebody_did_can_be_stored():
    """The fields of attendance are the whole of what is kept about a person."""
    names = {field.name for field in Participation._meta.get_fields()}
    assert names == {"id", "practice", "person", "invited_at", "answer", "answered_at", "present_at"}


def test_pulse_is_a_plain_count():
    assert Pulse(1, 2, 3) == Pulse(low=1, middle=2, high=3)


def test_names_are_forgotten_after_two_years_and_the_count_stays(furulia):
    old = PracticeFactory(mandate=furulia.mandate, held=True, starts_at=moment(-800), headcount=2)
    ParticipationFactory(practice=old, person=furulia.bo, present=True)
    ParticipationFactory(practice=old, person=furulia.kari)
    new = PracticeFactory(mandate=furulia.mandate, held=True, starts_at=moment(-700))
    ParticipationFactory(practice=new, person=furulia.bo, present=True)
    forget_old_participants()
    forget_old_participants()
    old.refresh_from_db()
    assert (old.headcount, old.participations.count(), new.participations.count()) == (3, 0, 1)
    assert Entry.objects.filter(verb="forget_participants").count() == 1
