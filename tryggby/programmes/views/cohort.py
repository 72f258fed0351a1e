"""The cohort: list, overview, days, end; and the programme it follows."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggby.organisations.door import Unit, coordinates, standing
from tryggby.programmes.actions import cancel_cohort, close_cohort
from tryggby.programmes.figures import CANCELLED, NEXT, figures_by_unit, timeline
from tryggby.programmes.models import Cohort, CohortDraft, Programme
from tryggby.programmes.representation import representation, units_of
from tryggby.ui.door import date_format


def cohorts(request):
    """Cohorts one runs or leads a unit in, drafts, and the programmes to start from."""
    rows = Cohort.objects.visible_to(request.user).select_related("programme", "organisation")
    runs = bool(standing(request.user).coordinated)
    rows = list(rows.order_by("closed_on", "name", "id")[:100])
    if not runs and not rows:
        raise Http404
    drafts = CohortDraft.objects.open().visible_to(request.user).select_related("programme")[:20]
    offered = Programme.objects.offered() if runs else []
    facts = {"cohorts": rows, "drafts": drafts, "programmes": offered, "runs": runs}
    return render(request, "programmes/cohorts.html", facts)


def programme(request, key):
    """What a programme holds: tracks, gatherings with agenda, goals, tasks, phases."""
    if not (standing(request.user).coordinated or standing(request.user).led_directly):
        raise Http404
    row = get_object_or_404(Programme, key=key)  # for everyone: a programme holds nothing about anybody
    tracks = [{"track": track, "gatherings": row.design.of_track(track.code)} for track in row.design.tracks]
    return render(request, "programmes/programme.html", {"programme": row, "design": row.design, "tracks": tracks})


def cohort(request, key):
    """Where the cohort is: both tracks in time, what is next, who stands for whom."""
    row = seen(request, key)
    runs = coordinates(request.user, row.organisation_id)
    stops = timeline(row)
    units = mine(row, request.user)
    rows = representation(row, units=units)
    design = row.programme.design
    facts = {
        "cohort": row,
        "runs": runs,
        "tracks": [
            {"track": t, "stops": stop_rows([s for s in stops if s.gathering.track == t.code])} for t in design.tracks
        ],
        "next": next((s for s in stops if s.state == NEXT), None),
        "units": by_unit(rows),
        "tiles": _tiles(stops, rows),
        "lacking": [r for r in rows if r.missing],
        "unchecked": len(design.commitments) - row.commitment_checks.count() if runs else 0,
    }
    return render(request, "programmes/cohort.html", facts)


def days(request, key):
    """Every gathering with place, attendance so far and, for the coordinator, what can be done with it."""
    row = seen(request, key)
    units = [unit.pk for unit in mine(row, request.user)]
    found = figures_by_unit(row)
    stops = [
        {
            "stop": stop,
            "present": sum(found[u].by_gathering.get(stop.gathering.pk, 0) for u in units if u in found),
            "heads": sum(found[u].heads.get(stop.gathering.pk, 0) for u in units if u in found),
        }
        for stop in timeline(row)
    ]
    runs = coordinates(request.user, row.organisation_id)
    return render(request, "programmes/days.html", {"cohort": row, "stops": stops, "runs": runs})


def closure(request, key):
    """End a cohort, or call the rest of it off."""
    row = get_object_or_404(Cohort.objects.run_by(request.user).running(), key=key)
    coming = row.gatherings.coming().count()
    if request.method == "POST":
        (cancel_cohort if coming else close_cohort)(by=request.user, cohort=row)
        messages.success(request, _("Resten av kullet er avlyst.") if coming else _("Kullet er avsluttet."))
        return redirect("programmes:cohort", row.key)
    return render(request, "programmes/closure.html", {"cohort": row, "coming": coming})


def seen(request, key) -> Cohort:
    """The cohort, when one runs it or leads a unit in it; otherwise 404."""
    return get_object_or_404(
        Cohort.objects.visible_to(request.user).select_related("programme", "organisation"), key=key
    )


def mine(cohort: Cohort, person) -> list[Unit]:
    """The cohort's units the person may see: all for who runs it, otherwise those led."""
    rows = units_of(cohort)
    if not coordinates(person, cohort.organisation_id):
        rows = rows.filter(pk__in=standing(person).led)
    return list(rows)


def stop_rows(stops) -> list[dict]:
    """Stops as the timeline part wants them."""
    return [
        {
            "title": stop.gathering.title,
            "state": "done" if stop.state == CANCELLED else stop.state,
            "text": _("Avlyst") if stop.state == CANCELLED else when(stop.gathering),
            "url": reverse("programmes:gathering", args=[stop.gathering.key]),
        }
        for stop in stops
    ]


def when(gathering) -> str:
    """Day, hours and place in one line."""
    hours = f"{gathering.starts:%H:%M}–{gathering.ends:%H:%M}"
    day = date_format(gathering.starts, "j. F Y")
    return " · ".join(filter(None, [day, hours, gathering.place]))


def by_unit(rows) -> list[dict]:
    """Representation rows gathered per unit."""
    found: dict = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return [{"unit": unit, "rows": rows} for unit, rows in found.items()]


def _tiles(stops, rows) -> list[dict]:
    held = [s for s in stops if s.state == "done"]
    standing_stops = [s for s in stops if s.state != CANCELLED]
    filled = {r.unit.pk for r in rows} - {r.unit.pk for r in rows if r.missing}
    return [
        {"number": len(held), "of": _("av %(n)d") % {"n": len(standing_stops)}, "text": _("samlinger er holdt")},
        {"number": len({r.unit.pk for r in rows}), "text": _("enheter er med")},
        {"number": sum(r.participants for r in rows), "text": _("plasser er tatt")},
        {"number": len(filled), "text": _("enheter har alle på plass")},
    ]
