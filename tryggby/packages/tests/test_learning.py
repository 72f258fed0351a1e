"""Progress and completion: what is next, what counts, and what a new release asks."""

import pytest

from tryggby.audit.door import Entry
from tryggby.organisations.factories import MembershipFactory
from tryggby.packages.door import (
    completed_parts,
    element_reach,
    keep_place,
    next_part_for,
    package_reach,
    package_state,
    part_by_reference,
    parts_by_reference,
    practice_parts,
    practice_sheet,
    record_completion,
    record_completions,
)
from tryggby.packages.factories import make_release
from tryggby.packages.models import Completion, Part, Progress
from tryggby.packages.reading import place_in
from tryggby.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def part_of(release, identifier="forste"):
    return Part.objects.select_related("release__package").get(release=release, identifier=identifier)


def finish(person, release, *identifiers):
    for identifier in identifiers:
        record_completion(by=person, person=person, part=part_of(release, identifier))


def test_a_completion_cites_release_version_and_hash_and_happens_once(release, amina):
    completion = record_completion(by=amina, person=amina, part=part_of(release))
    assert record_completion(by=amina, person=amina, part=part_of(release)) == completion
    assert completion.release.citation == f"no.prove/liten@1.0.0#{release.digest}"
    assert Entry.objects.filter(verb="record_completion").count() == 1


@pytest.mark.parametrize(("version", "still_done"), [("1.0.1", True), ("1.1.0", True), ("2.0.0", False)])
def test_only_a_major_release_asks_again(release, amina, version, still_done):
    finish(amina, release, "forste")
    newer = make_release(version=version)
    states = {state.part.identifier: state.done for state in package_state(amina, newer).parts}
    assert states == {"forste": still_done, "andre": False, "oving": False}
    assert Completion.objects.get().release == release


def test_after_a_major_release_both_completions_stand(release, amina):
    finish(amina, release, "forste")
    finish(amina, make_release(version="2.0.0"), "forste")
    assert list(Completion.objects.values_list("major", flat=True)) == [1, 2]


def test_a_minor_release_with_a_new_part_leaves_the_finished_finished(release, amina):
    finish(amina, release, "forste", "andre")
    newer = make_release(version="1.1.0", parts=("forste", "andre", "tredje"))
    state = package_state(amina, newer)
    assert state.finished and state.minutes_left == 0
    assert state.next.part.identifier == "tredje"
    assert next_part_for(amina) is None
    assert package_reach({"alle": {amina.pk}}, newer.package)["alle"].done == 1


def test_whoever_starts_after_the_minor_release_takes_the_new_part_too(release, amina):
    newer = make_release(version="1.1.0", parts=("forste", "andre", "tredje"))
    finish(amina, newer, "forste", "tredje")
    assert not package_state(amina, newer).finished
    finish(amina, newer, "andre")
    assert package_state(amina, newer).finished


def test_next_is_what_was_begun_then_the_first_that_is_not_done(release, amina):
    assert next_part_for(amina).part.identifier == "forste"
    keep_place(by=amina, part=part_of(release, "andre"), position=2)
    following = next_part_for(amina)
    assert (following.part.identifier, following.position, following.minutes_left) == ("andre", 2, 8)
    finish(amina, release, "andre")
    assert next_part_for(amina).part.identifier == "forste"
    finish(amina, release, "forste")
    assert next_part_for(amina) is None


def test_the_place_is_kept_once_and_not_in_the_audit(release, amina):
    before = Entry.objects.count()
    keep_place(by=amina, part=part_of(release), position=2)
    keep_place(by=amina, part=part_of(release), position=99)
    place = Progress.objects.get()
    assert (place.step, place.position) == ("s3", 3)
    assert Entry.objects.count() == before


def test_the_place_follows_its_step_into_a_patch_release(release, amina):
    keep_place(by=amina, part=part_of(release), position=2)
    newer = make_release(version="1.0.1")
    assert place_in(part_of(newer), amina) == 2
    assert place_in(part_of(make_release(version="2.0.0")), amina) == 0


def test_many_completions_are_one_audit_entry(release, amina, jonas):
    part = part_of(release, "oving")
    assert record_completions(by=amina, people=[amina.pk, jonas.pk, amina.pk], part=part) == 2
    assert record_completions(by=amina, people=[amina.pk, jonas.pk], part=part) == 0
    assert Entry.objects.get(verb="record_completions").facts["count"] == 2


def test_completed_parts_names_everybody_asked_for(release, amina, jonas):
    finish(amina, release, "forste", "oving")
    assert completed_parts([amina.pk, jonas.pk], release.package) == {amina.pk: {"forste", "oving"}, jonas.pk: set()}


def test_reach_counts_each_group_in_a_constant_number_of_queries(release, django_assert_num_queries):
    people = [PersonFactory() for _ in range(5)]
    finish(people[0], release, "forste", "andre")
    finish(people[1], release, "forste")
    numbers = [person.pk for person in people]
    for size in (1, 3):
        groups = dict.fromkeys(range(size), numbers) | {"tom": []}
        with django_assert_num_queries(4):
            reach = package_reach(groups, release.package)
    assert (reach[0].done, reach[0].started, reach[0].total) == (1, 1, 5)
    assert (reach["tom"].done, reach["tom"].total) == (0, 0)


def test_reach_of_many_people_does_not_ask_for_each(release, monkeypatch):
    monkeypatch.setattr("tryggby.packages.learning.MANY", 1)
    people = [PersonFactory() for _ in range(3)]
    finish(people[0], release, "forste", "andre")
    assert package_reach({"a": [p.pk for p in people]}, release.package)["a"].done == 1


def test_elements_are_done_when_every_part_tagged_is(release, amina, jonas):
    finish(amina, release, "forste", "andre")
    finish(jonas, release, "forste")
    reach = element_reach([amina.pk, jonas.pk])
    assert (reach["knowledge"].done, reach["knowledge"].started, reach["knowledge"].total) == (1, 1, 2)
    assert (reach["practical_skill"].done, reach["work_culture"].done) == (0, 0)


def test_parts_are_found_by_reference_in_the_current_release(release):
    newer = make_release(version="1.1.0")
    assert part_by_reference("no.prove/liten#forste").release == newer
    assert part_by_reference("no.prove/liten#borte") is None
    assert set(parts_by_reference(["no.prove/liten#forste", "no.prove/annen#forste"])) == {"no.prove/liten#forste"}


def test_a_practice_sheet_has_steps_that_follow_each_other(release):
    (part,) = practice_parts()
    sheet = practice_sheet(part)
    assert [(step.starts, step.ends, step.title) for step in sheet.steps] == [(0, 10, "Se"), (10, 30, "Øv")]
    assert sheet.steps[0].say == "Vi sier: Se." and sheet.steps[0].do == ("Stå i ring.",)
    assert [role.id for role in sheet.roles] == ["practiser", "other", "observer"]
    assert (sheet.keep, sheet.attempt, sheet.group) == ("Behold dette.", "Prøv dette.", 3)
    assert practice_sheet(part_of(release, "forste")) is None


def test_a_package_for_leaders_is_offered_to_those_who_lead(amina):
    make_release("ledere", roles=["leader"])
    assert next_part_for(amina) is None
    leader = MembershipFactory(role="leader").person
    assert next_part_for(leader).part.identifier == "forste"


def test_a_package_for_another_service_is_not_next(amina, jonas):
    make_release(audience=["skole"])
    assert next_part_for(amina) is None
    assert next_part_for(jonas)


def test_common_training_comes_before_what_builds_on_it(amina):
    make_release("a-bygger-pa", requires=["no.prove/grunnmur"])
    make_release("grunnmur")
    assert next_part_for(amina).part.release.package.slug == "grunnmur"
