"""The person who signs in: an employee of the municipality or of a partner. Never a child."""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tryggby.ground.door import Keyed

# Whoever left so long ago has no name here any more.
LEAVERS_KEPT = dt.timedelta(days=2 * 365)
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]


def normalise_email(email: str) -> str:
    """The address as stored: trimmed and in lower case."""
    return email.strip().lower()


class PersonQuerySet(models.QuerySet):
    """People."""

    def active(self):
        """People who have not left."""
        return self.filter(left_at__isnull=True)

    def due_for_forgetting(self, now: dt.datetime):
        """People who left two years ago or earlier, and still have a name."""
        return self.filter(left_at__lte=now - LEAVERS_KEPT, forgotten_at__isnull=True)

    def for_demo(self):
        """The demo city's people that the sign-in page offers."""
        return self.active().filter(demo_name__isnull=False)

    def end_sessions(self) -> int:
        """End every session of these people, e.g. because their role changed; returns how many people."""
        return self.update(session_epoch=F("session_epoch") + 1)


class People(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """How people are made."""

    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields) -> "Person":
        """A person with an address; without a password they sign in by mailed code."""
        person = self.model(email=normalise_email(email), **fields)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str) -> "Person":
        """The person with this address."""
        return self.get(email=normalise_email(username))


class Person(Keyed, AbstractBaseUser, PermissionsMixin):
    """Someone who signs in.

    Personal data: name, address at work, language, employee number, last sign-in. Purpose: give access and plan
    learning. Seen by the person, the unit's leader and mentor, and coordinators; colleagues may see the name. Kept two
    years after leaving, then emptied: what counted goes on counting, and leads to nobody.
    """

    email = models.EmailField("e-post", unique=True)
    given_name = models.CharField("fornavn", max_length=100)
    family_name = models.CharField("etternavn", max_length=100, blank=True)
    language = models.CharField("språk", max_length=5, choices=LANGUAGES, default="nb")
    demo_name = models.SlugField(max_length=20, unique=True, null=True, blank=True)
    external_id = models.CharField(max_length=100, unique=True, null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, help_text="Raised to end every session of this person.")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["given_name"]

    objects = People()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        # Long lists of people are read by name, a page at a time.
        indexes = [models.Index(fields=["given_name", "family_name", "id"], name="people_person_by_name")]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="people_person_email_lower"),
            models.CheckConstraint(condition=~Q(email=""), name="people_person_has_email"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(left_at__isnull=False), name="people_only_leavers_forgotten"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name; of whoever is forgotten, that somebody was here."""
        # Everybody else has a given name; lists that read names alone ask for nothing more.
        if not self.given_name:
            return _("En som har sluttet")
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """Up to two letters for the round badge."""
        return (self.given_name[:1] + self.family_name[:1]).upper()

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's question whether this person may sign in."""
        return self.left_at is None

    def _get_session_auth_hash(self, secret=None) -> str:
        """Sessions end when the password or the epoch changes (role change, leaving)."""
        return salted_hmac(
            "tryggby.people.session", f"{self.password}:{self.session_epoch}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        """The name, for libraries that ask so."""
        return self.name

    def get_short_name(self) -> str:
        """The given name, for libraries that ask so."""
        return self.given_name
