"""A database that does not answer: each operation says 503, as the description tells, and nothing of why."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from tryggby.api.protocol.description import description, operations
from tryggby.api.protocol.problems import MEDIA_TYPE
from tryggby.knowledge.factories import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.shows("network.4")]
OPERATIONS = dict(operations(description()))


@contextmanager
def no_database():
    """Within, every question to the database fails as when its server has gone."""

    def away(*_question):
        raise OperationalError("could not connect to server: secret-host")

    with connection.execute_wrapper(away):
        yield


@pytest.fixture
def filled(city):
    """What addresses with a name in them name."""
    ArticleFactory(slug="redd")
    return {"{slug}": "redd", "{key}": city.school.key, "{number}": str(city.hers.pk)}


@pytest.mark.parametrize("path", OPERATIONS)
def test_each_operation_says_that_we_are_away_and_is_described_so(city, filled, path, caplog):
    asked = path.removeprefix("/api/v1/")
    for name, value in filled.items():
        asked = asked.replace(name, value)
    with no_database():
        answer = city.mine.ask(asked, **{"Accept-Language": "en"})
    assert answer.status_code == 503 and answer["Retry-After"] == "60" and answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == MEDIA_TYPE and answer.body["status"] == 503
    assert "secret-host" not in answer.content.decode()
    told = OPERATIONS[path]["responses"]["503"]
    assert told["content"] == {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert "Retry-After" in told["headers"]
    assert city.mine.ask(asked).status_code == 200, "and is answered when it is back"
