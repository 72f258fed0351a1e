"""A form's key makes the action happen once."""

import pytest
from django.db import transaction

from tryggby.ground.door import claim, done, earlier


@pytest.mark.django_db
def test_a_key_is_claimed_once_and_remembers_what_came_of_it():
    with transaction.atomic():
        row = claim("abc")
        done(row, "made-1")
    with transaction.atomic():
        assert claim("abc") is None
    assert earlier("abc") == "made-1"


@pytest.mark.django_db
def test_without_a_key_every_call_is_the_first():
    assert claim(None) is not None
    assert claim("") is not None


@pytest.mark.django_db(transaction=True)
def test_a_claim_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        claim("abc")


@pytest.mark.django_db
def test_a_claim_that_is_rolled_back_can_be_made_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        claim("abc")
        1 / 0  # noqa: B018
    with transaction.atomic():
        assert claim("abc") is not None
