"""What visitors read: the list, one event, its programme on paper, and calendars to keep."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggby.events import ics, links
from tryggby.events.around import around
from tryggby.events.jsonld import described
from tryggby.events.models import AudienceTag, Event
from tryggby.events.seen import Filters, modes_of
from tryggby.ui.door import keyset_page, public, visitor_page


@visitor_page
def events(request):
    """What is coming, and what has been; filters are links and a GET form."""
    filters = Filters.read(request.GET)
    order = ("-starts_at", "-pk") if filters.past else ("starts_at", "pk")
    found = filters.apply(Event.objects.open_to(request.user)).prefetch_related("seatings", "audiences")
    context = {
        "page": keyset_page(found, query=request.GET, by=order, size=12),
        "filters": filters,
        "kinds": [choice for choice in Event.Kind.choices if choice[0] != Event.Kind.INTERNAL],
        "groups": AudienceTag.Group.choices,
    }
    return render(request, "events/events.html", context)


@visitor_page
def event(request, slug):
    """One event: when, where, for whom, programme, sign-up."""
    found = get_object_or_404(_readable(request), slug=slug)
    context = {
        "event": found,
        "modes": modes_of(found),
        "slots": found.slots.all(),
        "changes": list(found.changes.all()) if found.moved_at else [],
        "json_ld": described(found),
        "runs": _other_runs(request, found),
        "around": around(found),
        "oembed_url": f"{settings.BASE_URL}{reverse('events:oembed')}?{urlencode({'url': links.event(found)})}",
    }
    return render(request, "events/event.html", context)


@visitor_page
def programme(request, slug):
    """The programme on one sheet."""
    found = get_object_or_404(_readable(request), slug=slug)
    return render(request, "events/programme.html", {"event": found, "slots": found.slots.all()})


@public
def entry(request, slug):
    """The event as a calendar file; the same UID as in the mails."""
    found = get_object_or_404(_readable(request), slug=slug)
    return _calendar(ics.feed([found], found.title), found.slug)


@public
def feed(request):
    """All open events of the last half year and what is coming, to subscribe to."""
    found = Filters.in_feed(Event.objects.open_to(request.user).exclude(kind=Event.Kind.INTERNAL))
    return _calendar(ics.feed(found, _("Arrangementer")), "arrangementer")


def _readable(request):
    return (
        Event.objects.open_to(request.user)
        .select_related("organisation", "series")
        .prefetch_related("seatings", "audiences")
    )


def _other_runs(request, event: Event):
    """The same day held another time."""
    first = event.first_run_id or event.pk
    if event.first_run_id is None and not event.other_runs.exists():
        return []
    runs = Event.objects.open_to(request.user).coming().filter(first_run=first) | Event.objects.open_to(
        request.user
    ).coming().filter(pk=first)
    return runs.exclude(pk=event.pk).order_by("starts_at", "pk")


def _calendar(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=300"
    return response
