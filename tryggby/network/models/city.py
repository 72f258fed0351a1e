"""Networks and the cities in them from a day until a day; and the keys by which a city is known."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Dated, DatedQuerySet, Keyed, today
from tryggby.organisations.door import Organisation, Role, standing

# The last letters of the alphabet, in their order, after z.
LAST = str.maketrans("æøå", "{|}")


def seen_from(person) -> frozenset[int]:
    """The organisations for which the person looks into the network: as network coordinator or coordinator."""
    return standing(person).outward


def run_from(person) -> frozenset[int]:
    """The organisations for which the person speaks in the network."""
    return standing(person).roles.get(Role.NETWORK_COORDINATOR, frozenset())


def spoken_for(person) -> Organisation | None:
    """The organisation for which the person speaks; the first by name when there are several."""
    return Organisation.objects.filter(pk__in=run_from(person)).order_by("name", "pk").first()


class CityQuerySet(models.QuerySet):
    """Cities, by who is asking."""

    def of_person(self, person):
        """The cities for which the person speaks."""
        return self.filter(organisation__in=run_from(person))

    def visible_to(self, person):
        """One's own, and those in one's networks."""
        networks = Network.objects.visible_to(person)
        here = NetworkMembership.objects.current().filter(network__in=networks)
        return self.filter(Q(organisation__in=seen_from(person)) | Q(pk__in=here.values("city")))

    def member_in(self, network):
        """The members of a network today."""
        here = NetworkMembership.objects.current().filter(network=network, kind=NetworkMembership.Kind.MEMBER)
        return self.filter(pk__in=here.values("city"))

    def elsewhere(self):
        """Those with an installation of their own."""
        return self.filter(organisation__isnull=True)

    def run_with(self, person):
        """Cities in the networks that the person takes part in: whose keys and addresses may be written down."""
        networks = Network.objects.run_by(person)
        here = NetworkMembership.objects.current().filter(network__in=networks)
        return self.filter(pk__in=here.values("city"))


class City(Keyed):
    """A municipality in a network, here or in an installation of its own; `organisation` when it is here."""

    number = models.CharField("kommunenummer", max_length=4, unique=True)
    name = models.CharField("navn", max_length=80)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="network_city"
    )
    source = models.URLField("hentes fra", max_length=300, blank=True, help_text="Where the city's release is fetched.")

    objects = CityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


def alphabetical(cities: Iterable[City]) -> list[City]:
    """By name as in Norwegian: æ, ø and å come last, whatever order the database has."""
    return sorted(cities, key=lambda city: city.name.casefold().translate(LAST))


class CityKeyQuerySet(models.QuerySet):
    """Keys, by state and by who may change the list."""

    def trusted(self):
        """Those that hold now."""
        return self.filter(since__lte=today(), ended_at__isnull=True)

    def run_with(self, person):
        """Keys of the cities in one's networks."""
        return self.filter(city__in=City.objects.run_with(person))


class CityKey(Keyed):
    """The public half of a key with which a city signs, from a day until the moment it is ended.

    Personal data: who wrote it down. Purpose: somebody answers for the trust. Seen by the network's coordinators.
    Kept with the key; the name goes with the person.
    """

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="keys")
    public = models.CharField("offentlig nøkkel", max_length=64, unique=True, help_text="Ed25519, 64 hex digits.")
    checked = models.CharField("slik ble den kontrollert", max_length=200, blank=True)
    since = models.DateField(default=today)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CityKeyQuerySet.as_manager()

    class Meta:
        ordering = ["city", "-since", "-id"]

    def __str__(self) -> str:
        return self.fingerprint

    @property
    def fingerprint(self) -> str:
        """The key in groups of four signs, to be read aloud on the telephone."""
        return " ".join(self.public[at : at + 4] for at in range(0, 64, 4))


class NetworkQuerySet(DatedQuerySet):
    """Networks, by who is asking."""

    def visible_to(self, person):
        """Networks where one's city is member or observer today."""
        here = NetworkMembership.objects.current().filter(city__organisation__in=seen_from(person))
        return self.filter(pk__in=here.values("network"))

    def run_by(self, person):
        """Networks where one speaks for a member (an observer looks on)."""
        here = NetworkMembership.objects.current().filter(
            city__organisation__in=run_from(person), kind=NetworkMembership.Kind.MEMBER
        )
        return self.filter(pk__in=here.values("network"))

    def left_by(self, person):
        """Networks where one's city was and is no more."""
        was = NetworkMembership.objects.filter(city__organisation__in=run_from(person), until__isnull=False)
        is_there = NetworkMembership.objects.live().filter(city__organisation__in=run_from(person))
        return self.filter(pk__in=was.values("network")).exclude(pk__in=is_there.values("network"))


class Network(Keyed, Dated):
    """Cities that learn together. The slug is the same in every installation."""

    slug = models.SlugField("kortnavn", max_length=40, unique=True)
    name = models.CharField("navn", max_length=100)
    purpose = models.TextField("hva vi vil", blank=True, max_length=600)

    objects = NetworkQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def cities(self, on=None) -> list[City]:
        """The members on a day, by name."""
        here = NetworkMembership.objects.current(on or today()).filter(network=self, kind="member")
        return alphabetical(City.objects.filter(pk__in=here.values("city")).order_by("pk"))


class MembershipQuerySet(DatedQuerySet):
    """Places in networks."""

    def run_with(self, person):
        """Places in the networks that the person takes part in."""
        return self.filter(network__in=Network.objects.run_by(person))


class NetworkMembership(Keyed, Dated):
    """A city's place in a network from a day until a day."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Medlem")
        OBSERVER = "observer", _("Observatør")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField("plass", max_length=10, choices=Kind, default=Kind.MEMBER)

    objects = MembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["city__name", "since", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["network", "city", "since"], name="network_membership_since"),
        ]

    def __str__(self) -> str:
        return f"{self.city} · {self.network}"
