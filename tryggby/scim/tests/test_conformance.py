"""scim2-tester finds nothing to complain of, and the storage keeps scim2-server's contract where it applies."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server


@pytest.mark.shows("drills.4")
def test_scim2_tester_passes_every_check(city):
    client = WSGISCIMClient(
        WSGIHandler(), base_url="http://testserver/scim/v2", headers={"Authorization": "Bearer tryggby-lyngvik"}
    )
    results = check_server(client)
    faults = [
        f"{result.status.name} {result.title} {result.resource_type}: {result.reason}"
        for result in results
        if result.status in (Status.ERROR, Status.CRITICAL, Status.DEVIATION)
    ]
    assert not faults, "\n".join(faults)
    assert sum(result.status == Status.SUCCESS for result in results) > 80
