"""A unit's words on a template: both survive a later version, whatever has changed. Property-tested."""

from hypothesis import given
from hypothesis import strategies as st

from tryggby.routines.factories import content
from tryggby.routines.overlay import differences, frozen, steps

OLD = content()
NEW = content(
    steps=[
        {"id": "spor", "title": "Spør barnet", "text": "Spør hva barnet vil, og vent."},
        {"id": "lapp", "title": "Gi lappen", "text": "Barnet får en lapp."},
    ]
)
NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
TEXTS = st.text(min_size=1, max_size=20)
CONTENTS = st.dictionaries(NAMES, TEXTS, min_size=1).map(
    lambda rows: {"steps": [{"id": k, "title": k.upper(), "text": t} for k, t in rows.items()]}
)
OWN = st.dictionaries(NAMES, TEXTS).map(lambda rows: {k: {"title": k.upper(), "text": t} for k, t in rows.items()})


def test_new_changed_and_gone_are_told_apart():
    found = {row.id: row for row in differences(OLD, NEW, {"spor": {"title": "Spør barnet", "text": "Vårt"}})}
    assert {key: row.kind for key, row in found.items()} == {"spor": "changed", "lapp": "new", "del": "gone"}
    assert (found["spor"].before, found["spor"].after, found["spor"].own) == (
        "Spør hva barnet vil.",
        "Spør hva barnet vil, og vent.",
        "Vårt",
    )


def test_the_template_stands_beneath_own_words():
    shown = steps(OLD, {"spor": {"title": "Spør barnet", "text": "Vårt"}}, [])
    assert (shown[0].text, shown[0].own, shown[0].before) == ("Vårt", True, "Spør hva barnet vil.")
    assert shown[1].text == "Del så lite som mulig." and not shown[1].own


def test_what_is_adopted_is_the_whole_text():
    whole = frozen(OLD, {}, [{"id": "eget-1", "title": "Eget", "text": "Vi gjør dette."}])
    assert [step["title"] for step in whole["steps"]] == ["Spør barnet", "Del lite", "Eget"]
    assert whole["checks"] == OLD["checks"] and whole["laws"] == OLD["laws"]


@given(old=CONTENTS, new=CONTENTS, own=OWN)
def test_no_word_of_the_units_is_ever_lost(old, new, own):
    shown = {step.text for step in steps(new, own, []) if step.own}
    assert shown == {mine["text"] for mine in own.values()}


@given(old=CONTENTS, new=CONTENTS, own=OWN)
def test_every_difference_is_shown_and_nothing_else(old, new, own):
    was = {step["id"]: step["text"] for step in old["steps"]}
    comes = {step["id"]: step["text"] for step in new["steps"]}
    changed = {key for key in was | comes if was.get(key) != comes.get(key)}
    assert {row.id for row in differences(old, new, own)} == changed
