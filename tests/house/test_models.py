"""Tables: migrated, explained where they hold people, and named by the product's words."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from tests.house.rooms import ROOT
from tests.house.test_floors import our_models


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("a model has changed without a migration: bin/manage makemigrations", pytrace=False)


def test_models_that_hold_a_person_say_why():
    person = get_user_model()
    faults = [
        f"{model.__module__}.{model.__name__}"
        for model in our_models()
        if any(f.is_relation and f.concrete and f.related_model is person for f in model._meta.get_fields())
        and "personal data" not in (model.__doc__ or "").lower()
    ]
    assert not faults, "add 'Personal data: … Purpose: … Seen by … Kept …' to the docstring of " + ", ".join(faults)


def test_models_have_docstrings():
    faults = [f"{m.__module__}.{m.__name__}" for m in our_models() if (m.__doc__ or "").startswith(f"{m.__name__}(")]
    assert not faults, faults


def test_models_are_named_in_the_list_of_words():
    words = set(re.findall(r"\b[A-Z]\w+", (ROOT / "docs" / "words.md").read_text("utf-8")))
    missing = sorted({model.__name__ for model in our_models()} - words)
    assert not missing, f"add a row to docs/words.md before adding a model: {missing}"


def test_keys_of_models_are_big():
    faults = [m.__name__ for m in our_models() if m._meta.pk.get_internal_type() == "AutoField"]
    assert not faults, faults
