"""Who stands for which unit, and who is missing: seen at a glance, said in words."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.organisations.door import Unit
from tryggby.programmes.design import Track
from tryggby.programmes.models import Cohort, Enrolment, Invitation


@dataclass(frozen=True)
class UnitRow:
    """One unit's standing in one track."""

    unit: Unit
    track: Track
    participants: int
    substitutes: int
    invited: int

    @property
    def missing(self) -> int:
        """How many the unit lacks."""
        return max(0, self.track.minimum - self.participants)

    @property
    def too_many(self) -> int:
        """How many stand for the unit beyond what it may send."""
        return 0 if self.track.maximum is None else max(0, self.participants - self.track.maximum)

    @property
    def is_filled(self) -> bool:
        """True when the unit has those it should have."""
        return not self.missing and not self.too_many

    @property
    def words(self) -> str:
        """The standing in one sentence."""
        if self.missing and self.invited >= self.missing:
            return _("Invitert, har ikke svart ennå.")
        if self.missing:
            return ngettext("Mangler %(n)d person.", "Mangler %(n)d personer.", self.missing) % {"n": self.missing}
        if self.too_many:
            return ngettext("%(n)d mer enn avtalt.", "%(n)d flere enn avtalt.", self.too_many) % {"n": self.too_many}
        return ngettext("%(n)d deltaker.", "%(n)d deltakere.", self.participants) % {"n": self.participants}


def representation(cohort: Cohort, track: str | None = None, units=None) -> list[UnitRow]:
    """One row per unit and track, units by name; three queries whatever the size."""
    design = cohort.programme.design
    tracks = [t for t in design.tracks if track in (None, t.code)]
    rows = units_of(cohort) if units is None else units
    enrolled = Counter(
        Enrolment.objects.open().filter(cohort=cohort).order_by().values_list("track", "unit_id", "role")
    )
    invited = Counter(
        Invitation.objects.filter(cohort=cohort, accepted_at__isnull=True, declined_at__isnull=True)
        .order_by()
        .values_list("track", "unit_id")
    )
    return [
        UnitRow(
            unit,
            t,
            enrolled[t.code, unit.pk, Enrolment.Role.PARTICIPANT],
            enrolled[t.code, unit.pk, Enrolment.Role.SUBSTITUTE],
            invited[t.code, unit.pk],
        )
        for unit in rows
        for t in tracks
    ]


def units_of(cohort: Cohort):
    """The units that take part today, with organisation and service, by name."""
    return (
        Unit.objects.filter(cohort_units__cohort=cohort, cohort_units__left_on__isnull=True)
        .select_related("organisation", "service")
        .order_by("organisation__name", "name", "id")
    )


def other_unit(cohort: Cohort, track: str, unit: Unit, people) -> dict[int, str]:
    """Of `people`, those who stand for another unit in this track already: person number -> why not twice."""
    taken = (
        Enrolment.objects.open()
        .filter(cohort=cohort, track=track, person__in=people)
        .exclude(unit=unit)
        .select_related("unit", "person")
    )
    return {row.person_id: reason(row.person.name, row.unit.name) for row in taken}


def reason(name: str, unit: str) -> str:
    """Why a person with two jobs is not enrolled twice."""
    return _(
        "%(name)s står allerede for %(unit)s. Én person kan bare stå for én enhet, "
        "så hver enhet får sin egen stemme i samtalen."
    ) % {"name": name, "unit": unit}
