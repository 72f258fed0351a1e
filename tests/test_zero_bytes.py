"""A zero byte in an address or a query names nothing; both databases answer alike."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pamelding/%00/", 404),
        ("/arrangementer/a%00b/", 404),
        ("/arrangementer/?sok=%00", 400),
        ("/arrangementer/?sok=a", 200),
    ],
)
def test_zero_bytes_are_refused_before_any_query(client, path, status):
    assert client.get(path).status_code == status
