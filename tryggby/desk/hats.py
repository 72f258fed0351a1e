"""The roles a person may act in, read with the installation in one query; and which of them is worn now."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tryggby.mentoring.door import mentored_units
from tryggby.organisations.door import Appointment, Installation, Membership, Role, Unit

# What the session remembers of the role a person has chosen.
SESSION_KEY = "role"
# The most responsible first: that is where the day begins when nothing is chosen.
APPOINTED = (Role.COORDINATOR, Role.NETWORK_COORDINATOR, Role.EDITOR, Role.PRIVACY_OFFICER)
PLACES = {"unit", "parent", "mandate"}
HOMES = {
    Role.COORDINATOR: "desk:coordinator",
    Role.NETWORK_COORDINATOR: "desk:network",
    Role.EDITOR: "packages:releases",
    Role.PRIVACY_OFFICER: "desk:privacy",
    "leader": "desk:leader",
    "mentor": "mentoring:home",
    "employee": "desk:home",
}


@dataclass(frozen=True)
class Hat:
    """One role a person may act in; `unit` is the unit's key for leaders and mentors, `detail` its name.

    `has_below` is true for the leader of a unit with units below it.
    """

    kind: str
    label: str
    detail: str = ""
    unit: str = ""
    has_below: bool = False

    @property
    def value(self) -> str:
        """How the role switch and the session name it."""
        return f"{self.kind}:{self.unit}" if self.unit else str(self.kind)

    @property
    def home(self) -> str:
        """The address where a day in this role begins."""
        return address(HOMES[self.kind]) or address("desk:home")


@dataclass(frozen=True)
class Frame:
    """Whose installation it is, and the reader's roles; all empty before the set-up and for visitors."""

    owner: str = ""
    department: str = ""
    colour: str = ""
    hats: tuple[Hat, ...] = ()
    hat: Hat | None = None


def frame(request) -> Frame:
    """The frame of a request: one query, once per request."""
    if not hasattr(request, "_frame"):
        person = request.user if request.user.is_authenticated else None
        rows = list(_rows(person))
        colour, owner, department = next((row[1:] for row in rows if row[0] == "installation"), ("", "", ""))
        hats = _hats(rows) if person else ()
        request._frame = Frame(owner, department, colour, hats, _worn(request, hats) if hats else None)
    return request._frame


def current_hat(request) -> Hat:
    """The role chosen in the switch, or the first one. For people who are signed in."""
    return frame(request).hat or Hat("employee", _("Ansatt"))


def address(name: str, **kwargs) -> str:
    """The address of a page, or nothing when there is no such page here."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def _rows(person):
    """Rows of four texts: what it is, a key, a name, a detail."""
    rows = Installation.objects.order_by().values_list(_is("installation"), "brand_colour", "owner__name", "department")
    if person is None:
        return rows
    below = Unit.objects.open().filter(parent=OuterRef("unit")).order_by()
    work = Membership.objects.current().filter(person=person, unit__closed_on__isnull=True).order_by()
    what = Case(When(Exists(below), then=_is("parent")), default=_is("unit"))
    held = Appointment.objects.current().filter(person=person).order_by()
    taught = mentored_units(person).order_by()
    return rows.union(
        work.values_list("role", "unit__key", "unit__name", what),
        held.values_list("role", _is(""), "organisation__name", _is("appointment")),
        taught.values_list(_is("mentor"), "key", "name", _is("mandate")),
    )


def _hats(rows) -> tuple[Hat, ...]:
    appointed = {role for role, _key, _name, what in rows if what == "appointment"}
    found = [Hat(role, str(role.label)) for role in APPOINTED if role in appointed]
    for kind, label in (("leader", _("Leder")), ("mentor", _("Mentor"))):
        units = sorted(
            (name, key, what == "parent") for role, key, name, what in rows if role == kind and what in PLACES
        )
        found += [Hat(kind, label, name, key, below) for name, key, below in units]
    work = sorted({name for _role, _key, name, what in rows if what in {"unit", "parent"}})
    return (*found, Hat("employee", _("Ansatt"), ", ".join(work)))


def _worn(request, hats: tuple[Hat, ...]) -> Hat:
    chosen = request.session.get(SESSION_KEY)
    return next((hat for hat in hats if hat.value == chosen), hats[0])


def _is(text: str) -> Value:
    return Value(text, output_field=CharField())
