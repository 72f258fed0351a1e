"""The network's recurring job: no release goes on showing advice that was taken back."""

from tryggby.network.actions import renew_release
from tryggby.network.models import City
from tryggby.outbox.door import every


@every(minutes=10)
def renew_releases() -> None:
    """For the case that a release could not be signed anew at once, and for advice that ceased in another way."""
    for city in City.objects.filter(organisation__isnull=False, releases__replaced_at__isnull=True):
        renew_release(by=None, city=city)
