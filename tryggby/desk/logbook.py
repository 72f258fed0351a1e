"""The log as a privacy officer reads it: acts in own organisations, filtered, with names."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from tryggby.audit.door import Entry, verb_name
from tryggby.ground.door import oslo
from tryggby.people.door import Person

# What may be asked for: act, person, first and last day.
ASKED = ("handling", "person", "fra", "til")


def entries_of(organisations: Collection[int], asked: Mapping[str, str]) -> QuerySet[Entry]:
    """Acts in the organisations (numbers), narrowed by what is asked for; nonsense narrows nothing."""
    entries = Entry.objects.filter(organisation__in=organisations)
    if asked.get("handling"):
        entries = entries.filter(verb=asked["handling"])
    words = asked.get("person", "")[:100].replace("\0", "").split()
    if words:
        named = [Q(given_name__icontains=word) | Q(family_name__icontains=word) for word in words]
        entries = entries.filter(actor__in=Person.objects.filter(*named).values("pk"))
    for name, lookup in (("fra", "at__gte"), ("til", "at__lt")):
        day = _day(asked.get(name, ""))
        if day:
            entries = entries.filter(**{lookup: oslo(day + dt.timedelta(days=name == "til"), dt.time.min)})
    return entries


def verbs_of(organisations: Collection[int]) -> list[tuple[str, str]]:
    """The acts that occur, with their names, by name."""
    verbs = Entry.objects.filter(organisation__in=organisations).order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, verb_name(verb)) for verb in verbs), key=lambda pair: pair[1].casefold())


def with_names(entries: Collection[Entry]) -> list[dict]:
    """The entries with the actor's name and the act's name; one query."""
    people = Person.objects.filter(pk__in={entry.actor for entry in entries if entry.actor})
    names = {person.pk: person.name for person in people}
    return [{"entry": e, "name": names.get(e.actor or 0, ""), "verb": verb_name(e.verb)} for e in entries]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
