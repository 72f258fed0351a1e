"""A cohort as a spreadsheet for its coordinator: units, gatherings, participants, and what the figures mean."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.ground.door import OSLO
from tryggby.insight.progress import cohort_progress
from tryggby.insight.sheets import workbook
from tryggby.programmes.door import Attendance, Cohort, Enrolment
from tryggby.ui.door import date_format


def cohort_workbook(cohort: Cohort) -> bytes:
    """The cohort for its coordinator: units, gatherings, participants, and what the figures mean."""
    return workbook(
        [
            (_("Enheter"), _unit_heads(), _unit_rows(cohort)),
            (_("Samlinger"), [_("Spor"), _("Samling"), _("Dato"), _("Sted"), _("Til stede")], _gatherings(cohort)),
            (_("Deltakere"), [_("Navn"), _("Enhet"), _("Spor"), _("Rolle"), _("Samlinger med")], _people(cohort)),
            (_("Om tallene"), [_("Om tallene")], [[line] for line in _notes(cohort)]),
        ]
    )


def _unit_heads() -> list[str]:
    return [
        _("Organisasjon"),
        _("Enhet"),
        _("Tjeneste"),
        _("Ansatte"),
        _("Har plass"),
        _("Har vært med"),
        _("Mentorer"),
        _("Mentorer med opplæring"),
        _("Øvinger siste tolv måneder"),
        _("Kolleger nådd siste tolv måneder"),
        _("Siste øving"),
        _("Det som står stille"),
    ]


def _unit_rows(cohort: Cohort) -> Iterable[Sequence]:
    for row in cohort_progress(cohort):
        yield [
            row.unit.organisation.name,
            row.unit.name,
            str(row.unit.service),
            row.reach.members,
            row.places,
            row.attended,
            row.reach.appointed,
            row.reach.trained,
            row.reach.practices_12,
            row.reached,
            row.last_practice.isoformat() if row.last_practice else "",
            " ".join(row.reasons),
        ]


def _gatherings(cohort: Cohort) -> Iterable[Sequence]:
    design = cohort.programme.design
    present: dict[int, int] = {}
    for gathering in (
        Attendance.objects.attended().filter(gathering__cohort=cohort).order_by().values_list("gathering", flat=True)
    ):
        present[gathering] = present.get(gathering, 0) + 1
    for row in cohort.gatherings.order_by("starts_at", "id"):
        yield [
            design.track_name(row.track),
            row.title,
            row.starts.strftime("%Y-%m-%d %H:%M"),
            row.where,
            present.get(row.pk, 0),
        ]


def _people(cohort: Cohort) -> Iterable[Sequence]:
    design = cohort.programme.design
    attended: dict[int, int] = {}
    rows = Attendance.objects.attended().filter(gathering__cohort=cohort).order_by()
    for enrolment in rows.values_list("enrolment_id", flat=True):
        attended[enrolment] = attended.get(enrolment, 0) + 1
    enrolments = Enrolment.objects.filter(cohort=cohort).select_related("person", "unit").order_by("unit__name", "pk")
    for row in enrolments.iterator(chunk_size=500):
        yield [
            row.person.name,
            row.unit.name,
            design.track_name(row.track),
            str(row.get_role_display()),
            attended.get(row.pk, 0),
        ]


def _notes(cohort: Cohort) -> list[str]:
    now = timezone.now().astimezone(OSLO)
    return [
        _("%(cohort)s, tatt ut %(when)s.") % {"cohort": cohort.name, "when": date_format(now, "j. F Y H:i")},
        _("Kolleger nådd: de som jobber i enheten i dag og har vært på minst én øving. Hver telles én gang."),
        _("Antall uten navn er ikke lagt til, for de kan være hvem som helst."),
        _("Er gruppa under fem, står det ord i stedet for tall, så ingen kan kjennes igjen."),
        _("Enhetene står i alfabetisk rekkefølge. Tallene er ikke laget for å sammenligne enheter."),
        _("Arket har navn. Oppbevar det trygt, og slett det når du er ferdig."),
    ]
