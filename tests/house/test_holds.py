"""Every model that holds something about people is told of in its room's `holds.py`, and nothing else is."""

import re

import pytest
from django.utils.translation import override

from tests.house.rooms import HOUSE
from tests.house.test_floors import our_models
from tryggby.audit.door import all_held

HOLDS = re.compile(r"personal data: (?!none\b)", re.IGNORECASE)
NONE = re.compile(r"personal data: none\b", re.IGNORECASE)
FIELDS = ("name", "what", "why", "who", "kept")


def told() -> dict:
    """What is told of each model."""
    return {model: held for _, models in all_held() for model, held in models.items()}


def test_every_model_that_holds_people_is_told_of():
    holding = {model for model in our_models() if HOLDS.search(" ".join((model.__doc__ or "").split()))}
    assert len(holding) > 80
    silent = {f"{model._meta.app_label}.{model.__name__}" for model in holding - told().keys()}
    assert not silent, f"write what, why, who and how long in the room's holds.py: {sorted(silent)}"


def test_nothing_is_told_of_models_that_hold_nobody():
    holding = {model for model in our_models() if HOLDS.search(" ".join((model.__doc__ or "").split()))}
    loose = {f"{model._meta.app_label}.{model.__name__}" for model in told().keys() - holding}
    assert not loose, f"the docstring has no «Personal data: …»: {sorted(loose)}"


def test_a_model_that_points_to_people_does_not_say_none_of_them():
    """A docstring that says none, beside a key to a person, would keep the model off the privacy officer's page."""
    from django.contrib.auth import get_user_model

    person = get_user_model()
    faults = [
        f"{model._meta.app_label}.{model.__name__}"
        for model in our_models()
        if NONE.search(" ".join((model.__doc__ or "").split()))
        and any(f.is_relation and f.related_model is person for f in model._meta.concrete_fields)
        and not OTHERS_COLUMN.get(f"{model._meta.app_label}.{model.__name__}")
    ]
    assert not faults, faults


# Models with a column for a person that is another's and stays empty here, and which it is.
OTHERS_COLUMN = {"knowledge.Section": "Wagtail's owner and locked_by of a folder"}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_nothing_that_is_told_is_empty(language):
    with override(language):
        empty = [
            f"{model.__name__}.{field}"
            for model, held in told().items()
            for field in FIELDS
            if not str(getattr(held, field))
        ]
        assert not empty
        assert all(str(room) for room, _ in all_held())


def test_a_number_is_never_left_as_a_placeholder():
    with override("nb"):
        unfilled = [
            m.__name__ for m, held in told().items() if any(set("{}%") & set(str(getattr(held, f))) for f in FIELDS)
        ]
    assert not unfilled


def test_a_room_tells_of_its_own_models_once():
    names = [model._meta.label for _, models in all_held() for model in models]
    assert len(names) == len(set(names))
    for _, models in all_held():
        rooms = {model._meta.app_label for model in models}
        assert len(rooms) == 1, f"one room in one holds.py: {rooms}"
        assert (HOUSE / rooms.pop() / "holds.py").exists()
