"""What a city released: the newest whole, as it was signed; of the former ones only their hashes and what was seen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tryggby.network.models.city import City, CityKey


class CityReleaseQuerySet(models.QuerySet):
    """Releases."""

    def newest(self):
        """The one of each city that stands."""
        return self.filter(replaced_at__isnull=True)

    def of_cities(self, cities):
        """The newest of each of these cities, those that have run out or whose key was ended too."""
        return self.newest().filter(city__in=cities)

    def signed_by_trusted(self):
        """Those whose key has not been ended."""
        return self.filter(signer__ended_at__isnull=True)

    def seen_in(self, cities):
        """Those of these cities whose figures still hold: not run out, and signed by a key one trusts."""
        return self.of_cities(cities).signed_by_trusted().filter(valid_until__gt=timezone.now())

    def published_by(self, owner):
        """The own city's newest, which is open to everybody."""
        return self.newest().signed_by_trusted().filter(city__organisation=owner)


class CityRelease(models.Model):
    """One release of a city's figures. `document` is emptied when the next one takes its place, or it is taken away.

    Personal data: who made it or took it in; the figures themselves are counts with small ones hidden. Purpose:
    somebody answers for it. Seen by the network's coordinators. Hashes are kept; the name goes with the person.
    """

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="releases")
    signer = models.ForeignKey(CityKey, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(help_text="Counted for each key, from 1.")
    schema = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document's bytes.")
    document = models.TextField(blank=True)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    taken_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CityReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["city", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["signer", "number"], name="network_release_number"),
            models.UniqueConstraint(
                fields=["city"], condition=Q(replaced_at__isnull=True), name="network_release_stands"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(document=""), name="network_release_forgets"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} {self.number}"

    @property
    def has_run_out(self) -> bool:
        """True when the city should have said its figures again."""
        return self.valid_until <= timezone.now()

    @property
    def lost_its_key(self) -> bool:
        """True when the key it was signed with holds no more, so that nothing of it is shown."""
        return self.signer.ended_at is not None


class SeenTable(models.Model):
    """The last that was seen of a city's table, whichever release and key it came with; never shown.

    What comes next is compared with it, so that a release without the table between two others opens nothing.
    """

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="seen_tables")
    scope = models.CharField(max_length=180)
    since = models.CharField(max_length=10, help_text="The period's first day, as it stands in the release.")
    table = models.JSONField(help_text="What is compared: period, number and cells, hidden ones as null.")

    class Meta:
        ordering = ["city", "scope", "since"]
        constraints = [models.UniqueConstraint(fields=["city", "scope", "since"], name="network_table_seen_once")]

    def __str__(self) -> str:
        return f"{self.city} {self.scope} {self.since}"
