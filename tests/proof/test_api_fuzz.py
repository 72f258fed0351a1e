"""network.4: every operation of the API is asked with whatever the description allows, and with what it does not.

No server error, and every answer is one that the description tells of, in the shape it tells. (Schemathesis, against
the WSGI application in this process.)
"""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS

from tests.proof.world import build_world
from tryggby.api.factories import ApiTokenFactory
from tryggby.api.protocol import own_data, service
from tryggby.packages.factories import CompletionFactory

SECRET = "tryggby-fuzz"
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(db, monkeypatch):
    """A city with something of everything, and a token that opens its own."""
    monkeypatch.setattr(service, "MOST_A_MINUTE", 10**9)
    monkeypatch.setattr(own_data, "MOST_A_MINUTE", 10**9)
    monkeypatch.setattr(own_data, "MOST_WRONG", 10**9)
    cache.clear()
    world = build_world()
    home = world.people["koordinator"].memberships.get().unit.organisation
    CompletionFactory(person=world.people["ansatt"])
    ApiTokenFactory(organisation=home, secret=SECRET)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


anything = schemathesis.pytest.from_fixture("described")


@pytest.mark.shows("network.4")
@anything.parametrize()
@BOUNDED
def test_no_question_breaks_it_with_a_token(case):
    case.call_and_validate(headers={"Authorization": f"Bearer {SECRET}"})


@pytest.mark.shows("network.4")
@anything.parametrize()
@BOUNDED
def test_no_question_breaks_it_without_a_token(case):
    case.call_and_validate()
