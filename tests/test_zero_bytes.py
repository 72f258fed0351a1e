"""A zero byte in an address or a query names nothing; both databases answer alike."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pamelding/%00/", 404),
        ("/arrangementer/a%00b/", 404),
        ("/arrangementer/?for_hvem=%00", 200),
        ("/arrangementer/?tid=tid%00ligere&etter=%00", 200),
    ],
)
def test_zero_bytes_never_reach_the_database(client, path, status):
    assert client.get(path).status_code == status
