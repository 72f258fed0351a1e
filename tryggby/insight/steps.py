"""Good next steps for a leader: rules that can be read, each with the reason it is suggested."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.ground.door import OSLO, today
from tryggby.insight.coverage import members_of
from tryggby.mentoring.door import Practice, coming, gaps, mandates
from tryggby.organisations.door import Unit
from tryggby.packages.door import common_training_packages, completed_parts
from tryggby.people.door import Person
from tryggby.programmes.door import BetweenTask, Cohort, Gathering, enrolled_people, representation

MOST = 3


@dataclass(frozen=True)
class Step:
    """One suggestion: what, why, one button. `rule` names the rule, so that it can be explained."""

    rule: str
    title: str
    reason: str
    action: str
    url: str
    post: str = ""
    fields: dict = field(default_factory=dict)


def leader_steps(unit: Unit) -> list[Step]:
    """At most three, the most useful first; an empty list means that all is well."""
    rules = (_mentor_gap, _delegates, _no_practice, _places, _unreported, _task, _beginners)
    found = []
    for rule in rules:
        step = rule(unit)
        if step is not None:
            found.append(step)
        if len(found) == MOST:
            break
    return found


def without_place(unit: Unit, cohort: Cohort, track: str) -> list[Person]:
    """The unit's people who have no place in a track of a cohort, by name."""
    taken = cohort.enrolments.filter(track=track, until__isnull=True).values("person")
    return list(Person.objects.active().filter(pk__in=members_of(unit)).exclude(pk__in=taken))


def _mentor_gap(unit: Unit) -> Step | None:
    gap = gaps([unit]).get(unit.pk)
    if gap is None:
        return None
    reasons = {
        "none": _("Ingen leder øvinger hos dere ennå."),
        "left": _("%(name)s er ikke mentor lenger.") % {"name": gap.person},
        "ends": _("Mandatet til %(name)s går ut %(day)s.")
        % {"name": gap.person, "day": date_format(gap.day, "j. F") if gap.day else ""},
    }
    return Step("mentor_gap", _("Velg en mentor"), reasons[gap.kind], _("Velg mentor"), reverse("mentoring:mandates"))


def _delegates(unit: Unit) -> Step | None:
    for cohort in Cohort.objects.running().of_unit(unit).select_related("programme"):
        for row in representation(cohort, units=[unit]):
            if row.track.minimum and row.missing and not row.invited:
                return Step(
                    "delegates",
                    _("Hvem kommer for dere?"),
                    _("%(track)s i «%(cohort)s»: %(words)s")
                    % {"track": row.track.name, "cohort": cohort.name, "words": row.words},
                    _("Velg hvem"),
                    reverse("desk:offer", args=[cohort.key, row.track.code]),
                )
    return None


def _no_practice(unit: Unit) -> Step | None:
    if unit.pk in coming([unit]) or not mandates([unit]).exists():
        return None
    names = [mandate.person.given_name for mandate in mandates([unit])[:2]]
    return Step(
        "no_practice",
        _("Sett av 30 minutter til øving"),
        _("Ingen øving er planlagt. %(names)s kan lede den.") % {"names": _and(names)},
        _("Se forslag"),
        reverse("mentoring:unit_practice"),
    )


def _places(unit: Unit) -> Step | None:
    for cohort in Cohort.objects.running().of_unit(unit).select_related("programme"):
        days = Gathering.objects.filter(cohort=cohort, kind=Gathering.Kind.DAY).coming().first()
        if days is None or cohort.programme.design.track(days.track).is_representative:
            continue
        count = len(without_place(unit, cohort, days.track))
        if count:
            return Step(
                "places",
                ngettext(
                    "%(n)d kollega har ikke plass på fagdagene", "%(n)d kolleger har ikke plass på fagdagene", count
                )
                % {"n": count},
                _("Neste er «%(title)s» %(day)s.")
                % {"title": days.title, "day": date_format(days.starts.date(), "j. F")},
                _("Tilby plass"),
                reverse("desk:offer", args=[cohort.key, days.track]),
            )
    return None


def _unreported(unit: Unit) -> Step | None:
    practice = Practice.objects.filter(unit=unit).unreported().first()
    if practice is None:
        return None
    day = practice.starts_at.astimezone(OSLO).date()
    return Step(
        "unreported",
        _("Ble øvingen holdt?"),
        _("«%(title)s» %(day)s mangler rapport fra mentoren.")
        % {"title": practice.title, "day": date_format(day, "j. F")},
        _("Se øvingene"),
        reverse("mentoring:unit_practice"),
    )


def _task(unit: Unit) -> Step | None:
    cohorts = Cohort.objects.running().of_unit(unit)
    task = (
        BetweenTask.objects.filter(cohort__in=cohorts, due_on__gte=today())
        .select_related("after")
        .order_by("due_on", "id")
        .first()
    )
    if task is None or not enrolled_people(unit):
        return None
    return Step(
        "task",
        task.title,
        _("Mellom samlingene, %(minutes)d minutter. Innen %(day)s.")
        % {"minutes": task.minutes, "day": date_format(task.due_on, "j. F")},
        _("Se planen"),
        reverse("desk:leader_plan"),
    )


def _beginners(unit: Unit) -> Step | None:
    people = members_of(unit)
    releases = common_training_packages()
    if not releases or not people:
        return None
    begun = {
        person for release in releases for person, parts in completed_parts(people, release.package).items() if parts
    }
    count = len(set(people) - begun)
    if not count:
        return None
    return Step(
        "beginners",
        ngettext(
            "%(n)d kollega har ikke begynt på felles opplæring",
            "%(n)d kolleger har ikke begynt på felles opplæring",
            count,
        )
        % {"n": count},
        _("Ti minutter i personalmøtet er nok til å komme i gang."),
        _("Se hvem"),
        reverse("desk:leader_coverage"),
    )


def _and(names: list[str]) -> str:
    return _(" eller ").join(names)
