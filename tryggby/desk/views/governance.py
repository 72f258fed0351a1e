"""The privacy officer's pages: who sees what, and the log of who did what."""

import datetime as dt

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.audit.door import Entry, broken_seal, verb_name
from tryggby.desk.privacy import privacy_notes
from tryggby.ground.door import oslo
from tryggby.organisations.door import Role, standing
from tryggby.people.door import Person
from tryggby.ui.door import keyset_page


@require_safe
def privacy(request):
    """What is kept about whom, why, who sees it and how long; and whether the log is whole."""
    _officer(request)
    return render(request, "desk/privacy.html", {"notes": privacy_notes(), "broken": broken_seal()})


@require_safe
def log(request):
    """Acts in the officer's organisations, newest first; filtered by act, person and day."""
    organisations = _officer(request)
    entries = _filtered(request, Entry.objects.filter(organisation__in=organisations))
    page = keyset_page(entries, query=request.GET, by=["-pk"], size=40)
    names = {
        person.pk: person.name for person in Person.objects.filter(pk__in={row.actor for row in page if row.actor})
    }
    rows = [{"entry": row, "name": names.get(row.actor, ""), "verb": verb_name(row.verb)} for row in page]
    chosen = {name: request.GET.get(name, "") for name in ("handling", "person", "fra", "til")}
    verbs = sorted({(verb, verb_name(verb)) for verb in _verbs(organisations)}, key=lambda pair: pair[1].casefold())
    return render(request, "desk/log.html", {"page": page, "rows": rows, "verbs": verbs, "chosen": chosen})


def _officer(request) -> frozenset[int]:
    organisations = standing(request.user).roles.get(Role.PRIVACY_OFFICER, frozenset())
    if not organisations:
        raise Http404
    return organisations


def _verbs(organisations) -> list[str]:
    rows = Entry.objects.filter(organisation__in=organisations).order_by().values_list("verb", flat=True)
    return list(rows.distinct())


def _filtered(request, entries):
    if request.GET.get("handling"):
        entries = entries.filter(verb=request.GET["handling"])
    if request.GET.get("person", "").strip():
        word = request.GET["person"].strip()[:100].replace("\0", "")
        entries = entries.filter(actor__in=_people(word))
    for name, lookup in (("fra", "at__gte"), ("til", "at__lt")):
        day = _day(request.GET.get(name, ""))
        if day:
            day += dt.timedelta(days=name == "til")
            entries = entries.filter(**{lookup: oslo(day, dt.time.min)})
    return entries


def _people(word: str):
    named = Person.objects.filter(given_name__icontains=word) | Person.objects.filter(family_name__icontains=word)
    return named.values("pk")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
