"""The roles a person may act in, read with the installation in one query; and which of them is worn now."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.mentoring.door import mentored_units
from tryggby.organisations.door import Appointment, Installation, Membership, Role, Unit
from tryggby.people.door import Person
from tryggby.voices.door import on_duty_rows

# What the session remembers of the role a person has chosen.
SESSION_KEY = "role"
# The most responsible first: that is where the day begins when nothing is chosen.
APPOINTED = (Role.COORDINATOR, Role.NETWORK_COORDINATOR, Role.EDITOR, Role.PRIVACY_OFFICER)
# Stands for whoever asks, where the query is written once for everybody.
SOMEBODY = -1_000_001
WORK = {"unit", "parent"}
PLACES = {*WORK, "mandate"}
HOMES = {
    Role.COORDINATOR: "desk:coordinator",
    Role.NETWORK_COORDINATOR: "desk:network",
    Role.EDITOR: "packages:releases",
    Role.PRIVACY_OFFICER: "desk:privacy",
    "leader": "desk:leader",
    "mentor": "mentoring:home",
    "employee": "desk:home",
    "duty": "voices:desk",
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
    """Whose installation it is, and the reader's roles; all empty before the set-up and for visitors.

    `units` are the keys of the units the reader works in, `services` the codes of their services; `stamp` is the
    number of the newest audit entry, by which figures are known to be fresh. `alarms` are the names of the channels
    where the ladder has come to the reader with something that nobody has taken.
    """

    owner: str = ""
    department: str = ""
    colour: str = ""
    hats: tuple[Hat, ...] = ()
    hat: Hat | None = None
    units: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    stamp: str = ""
    alarms: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row: the installation, a unit (or `parent`: with units below), an appointment, a mandate, a roster.

    `service` is the code of a unit's service; of a roster it is `alarm` where something waits that nobody has taken.
    """

    role: str
    key: str
    name: str
    what: str
    service: str


def frame(request) -> Frame:
    """The frame of a request: one query, once per request."""
    if not hasattr(request, "_frame"):
        person = request.user if request.user.is_authenticated else None
        rows = [Row(*row) for row in _rows(person.pk if person else None)]
        request._frame = _frame(request, rows, person)
    return request._frame


def _frame(request, rows: list[Row], person) -> Frame:
    owner = next((row for row in rows if row.role == "installation"), Row("", "", "", "", ""))
    hats = _hats(rows) if person else ()
    work = [row for row in rows if row.what in WORK]
    return Frame(
        owner=owner.name,
        department=owner.what,
        colour=owner.key,
        hats=hats,
        hat=_worn(request, hats) if hats else None,
        units=frozenset(row.key for row in work),
        services=frozenset(row.service for row in work),
        stamp=owner.service,
        alarms=tuple(sorted({row.name for row in rows if row.what == "roster" and row.service == "alarm"})),
    )


def current_hat(request) -> Hat:
    """The role chosen in the switch, or the first one. For people who are signed in."""
    return frame(request).hat or Hat("employee", _("Ansatt"))


def address(name: str, **kwargs) -> str:
    """The address of a page, or nothing when there is no such page here."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def _rows(person: int | None) -> list[tuple]:
    sql, parameters = _written(today(), signed_in=person is not None)
    with connection.cursor() as cursor:
        cursor.execute(sql, [person if value == SOMEBODY else value for value in parameters])
        return cursor.fetchall()


@lru_cache(maxsize=4)
def _written(day: dt.date, *, signed_in: bool) -> tuple[str, tuple]:
    """The query as the database reads it: the same for everybody on a day, and more work to write than to answer."""
    return _query(Person(pk=SOMEBODY) if signed_in else None).query.sql_with_params()


def _query(person: Person | None) -> QuerySet:
    newest = Entry.objects.order_by("-id").annotate(text=Cast("id", CharField())).values("text")[:1]
    stamp = Coalesce(Subquery(newest), Value("0"), output_field=CharField())
    rows = Installation.objects.order_by().values_list(
        _is("installation"), "brand_colour", "owner__name", "department", stamp
    )
    if person is None:
        return rows
    below = Unit.objects.open().filter(parent=OuterRef("unit")).order_by()
    work = Membership.objects.current().filter(person=person, unit__closed_on__isnull=True).order_by()
    what = Case(When(Exists(below), then=_is("parent")), default=_is("unit"))
    held = Appointment.objects.current().filter(person=person).order_by()
    taught = mentored_units(person).order_by()
    return rows.union(
        work.values_list("role", "unit__key", "unit__name", what, "unit__service__code"),
        held.values_list("role", _is(""), "organisation__name", _is("appointment"), _is("")),
        taught.values_list(_is("mentor"), "key", "name", _is("mandate"), _is("")),
        on_duty_rows(person).order_by().values_list(_is("duty"), "key", "name", _is("roster"), "waits"),
    )


def _hats(rows: list[Row]) -> tuple[Hat, ...]:
    appointed = {row.role for row in rows if row.what == "appointment"}
    found = [Hat(role, str(role.label)) for role in APPOINTED if role in appointed]
    for kind, label in (("leader", _("Leder")), ("mentor", _("Mentor"))):
        places = [(row.name, row.key, row.what) for row in rows if row.role == kind and row.what in PLACES]
        found += [Hat(kind, label, name, key, what == "parent") for name, key, what in sorted(places)]
    work = sorted({row.name for row in rows if row.what in WORK})
    read = sorted({row.name for row in rows if row.what == "roster"})
    duty = [Hat("duty", _("Vakt"), ", ".join(read))] if read else []
    return (*found, Hat("employee", _("Ansatt"), ", ".join(work)), *duty)


def _worn(request, hats: tuple[Hat, ...]) -> Hat:
    chosen = request.session.get(SESSION_KEY)
    return next((hat for hat in hats if hat.value == chosen), hats[0])


def _is(text: str) -> Value:
    return Value(text, output_field=CharField())
