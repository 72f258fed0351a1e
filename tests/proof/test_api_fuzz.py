"""network.4: every operation of the API is asked with whatever the description allows, and with what it does not.

No server error, and every answer is one that the description tells of, in the shape it tells. (Schemathesis, against
the WSGI application in this process.)
"""

import pytest
import schemathesis
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.proof.world import build_world
from tryggby.api.factories import ApiTokenFactory
from tryggby.api.protocol import own_data, version_one
from tryggby.api.protocol.description import description, operations
from tryggby.packages.factories import CompletionFactory

SECRET = "tryggby-fuzz"
BOUNDED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def described(db, monkeypatch):
    """A city with something of everything, and a token that opens its own."""
    monkeypatch.setattr(version_one, "MOST_A_MINUTE", 10**9)
    monkeypatch.setattr(own_data, "MOST_A_MINUTE", 10**9)
    monkeypatch.setattr(own_data, "MOST_WRONG", 10**9)
    caches["visits"].clear()
    world = build_world()
    home = world.people["koordinator"].memberships.get().unit.organisation
    CompletionFactory(person=world.people["ansatt"])
    ApiTokenFactory(organisation=home, secret=SECRET)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@pytest.mark.shows("network.4")
@pytest.mark.parametrize("headers", [{"Authorization": f"Bearer {SECRET}"}, {}], ids=["token", "no-token"])
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_question_breaks_it(described, mode, headers):
    for _path, told in operations(description()):
        operation = described.find_operation_by_id(told["operationId"])
        asked = _ask(operation.as_strategy(generation_mode=mode), mode, headers)
        assert asked and max(asked) < 500, told["operationId"]


def _ask(cases, mode, headers) -> set[int]:
    """Ask with each case; returns the statuses that were answered."""
    asked: set[int] = set()

    @BOUNDED
    @given(case=cases)
    def ask(case):
        answer = case.call(headers=headers)
        excluded = _beside_the_point(case, answer, mode, headers)
        case.validate_response(answer, headers=headers, excluded_checks=excluded)
        asked.add(answer.status_code)

    ask()
    return asked


def _beside_the_point(case, answer, mode, headers) -> list:
    """What a check cannot know: a cursor is valid only when we gave it; a token that was left out, we put back."""
    if answer.status_code == 422 and answer.json().get("parameters") == ["after"]:
        return [positive_data_acceptance]
    if headers and mode == GenerationMode.NEGATIVE and case.operation.definition.raw.get("security"):
        return [negative_data_rejection]
    return []


@pytest.mark.shows("network.4")
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_whatever_comes_is_answered_as_described(db, client, method):
    for path in ("events", "finnes-ikke", "units/%00", "articles/a%0Ab", "events?after=%00"):
        answer = client.generic(method, f"/api/v1/{path}")
        reads = method in {"GET", "HEAD"}
        assert answer.status_code in ({200, 401, 404, 422} if reads else {404, 405}), path
        kind = "application/json" if answer.status_code == 200 else "application/problem+json"
        assert answer["Content-Type"].startswith(kind), path
        assert not answer.cookies, path
        if answer.status_code == 405:
            assert answer["Allow"] == "GET, HEAD"
