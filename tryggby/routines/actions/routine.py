"""Adapt a routine, adopt it, look at it again, and take in a later version."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier, paragraphs, today
from tryggby.organisations.door import Unit, leads
from tryggby.routines.models import Adoption, Routine, RoutineReview, RoutineVersion, UnitRoutine
from tryggby.routines.overlay import differences, frozen
from tryggby.routines.refusal import Refused

MOST_ADDED = 5


@transaction.atomic
def adapt_routine(
    *, by, unit: Unit, routine: Routine, own: dict[str, str], added: list[dict], read: str | None = None
) -> UnitRoutine:
    """Keep the unit's own words: `own` by step id (empty: the template's stand), `added` steps with title and text.

    Own words for a step that the template no longer has are kept unless they are handed in empty. `read` is the mark
    of the text one wrote on top of; refused when somebody has changed it since, so that no word is written over.
    """
    made = _locked(by, unit, routine, read)
    titles = {step["id"]: step["title"] for step in made.version.content["steps"]}
    titles |= {key: mine["title"] for key, mine in made.own.items() if key not in titles}
    kept = dict(made.own)
    for key, text in own.items():
        kept.pop(key, None)
        if key in titles and paragraphs(text):
            kept[key] = {"title": titles[key], "text": paragraphs(text)}
    made.own = kept
    rows = [(one["title"].strip(), paragraphs(one["text"])) for one in added]
    filled = [(title, text) for title, text in rows if title and text][:MOST_ADDED]
    made.added = [{"id": f"eget-{n}", "title": title, "text": text} for n, (title, text) in enumerate(filled, 1)]
    made.edited_at = timezone.now()
    made.save()
    _log(by, "adapt_routine", made, own=sorted(kept), added=len(made.added))
    return made


@transaction.atomic
def adopt_routine(
    *,
    by,
    unit: Unit,
    routine: Routine,
    decided_on: dt.date,
    decided_in: str,
    review_by: dt.date,
    language="nb",
    read: str | None = None,
    once=None,
) -> Adoption:
    """Adopt the routine as it stands in the unit now: the whole text is frozen, the template's in `language`.

    The same form twice is one adoption. `read` is the mark of the text one had before one; refused when it is another
    now, since nobody has agreed on that.
    """
    claimed = claim(once)
    if claimed is None:
        return Adoption.objects.get(key=earlier(once or ""))
    if decided_on > today():
        raise Refused(_("Dagen har ikke vært ennå. Skriv dagen dere ble enige."), "decided_on")
    if not decided_on < review_by <= decided_on + dt.timedelta(days=400):
        raise Refused(_("Se på rutinen igjen innen et år."), "review_by")
    made = _locked(by, unit, routine, read)
    number = Adoption.objects.filter(unit=unit, routine=routine).count() + 1
    adoption = Adoption.objects.create(
        unit=unit,
        routine=routine,
        version=made.version,
        number=number,
        content=frozen(made.version.text_in(language), made.own, made.added),
        decided_on=decided_on,
        decided_in=" ".join(decided_in.split())[:120],
        by=by,
        review_by=review_by,
    )
    _log(by, "adopt_routine", adoption, version=made.version.number, number=number)
    done(claimed, adoption.key)
    return adoption


@transaction.atomic
def review_routine(*, by, adoption: Adoption, outcome: str, note: str, review_by: dt.date, once=None) -> RoutineReview:
    """Write down the yearly look and set the day of the next; the same form twice is one look."""
    if not leads(by, adoption.unit):
        raise Refused(_("Det er lederen som skriver gjennomgangen."))
    claimed = claim(once)
    if claimed is None:
        return RoutineReview.objects.get(pk=int(earlier(once or "")))
    if not today() < review_by <= today() + dt.timedelta(days=400):
        raise Refused(_("Se på rutinen igjen innen et år."), "review_by")
    adoption = Adoption.objects.select_for_update().get(pk=adoption.pk)
    made = RoutineReview.objects.create(
        adoption=adoption, held_on=today(), outcome=RoutineReview.Outcome(outcome), note=paragraphs(note), by=by
    )
    adoption.review_by = review_by
    adoption.save(update_fields=["review_by"])
    _log(by, "review_routine", adoption, outcome=outcome)
    done(claimed, str(made.pk))
    return made


@transaction.atomic
def take_version(*, by, unit: Unit, routine: Routine, version: RoutineVersion, use_new: set[str]) -> UnitRoutine:
    """Lay the unit's own words on a later version. Where both have changed, own words stay unless in `use_new`."""
    made = _locked(by, unit, routine)
    if version.routine_id != routine.pk or version.number <= made.version.number:
        return made
    known = {row.id for row in differences(made.version.content, version.content, made.own)}
    made.own = {key: mine for key, mine in made.own.items() if key not in use_new & known}
    made.version, made.edited_at = version, timezone.now()
    made.save()
    _log(by, "take_routine_version", made, version=version.number)
    return made


def _locked(by, unit: Unit, routine: Routine, read: str | None = None) -> UnitRoutine:
    """The unit's routine, made on the newest version when it is not there; only its leaders write in it."""
    if not leads(by, unit):
        raise Refused(_("Det er lederen som tilpasser og vedtar rutiner."))
    newest = routine.versions.order_by("-number")[:1].get()
    made, _new = UnitRoutine.objects.get_or_create(unit=unit, routine=routine, defaults={"version": newest})
    made = UnitRoutine.objects.select_for_update(of=("self",)).select_related("version").get(pk=made.pk)
    if read is not None and read != made.mark:
        raise Refused(_("Teksten er endret siden du åpnet siden. Les den slik den står nå, og prøv igjen."))
    return made


def _log(by, verb: str, of, **facts) -> None:
    unit = of.unit
    record(by=by, verb=verb, of=of, organisation=unit.organisation_id, unit=unit.key, routine=of.routine.slug, **facts)
