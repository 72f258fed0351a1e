"""The coordinator's pages: make, announce, change, move, cancel."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggby.events import actions
from tryggby.events.forms import CancelForm, EventForm, MoveForm, PlacesForm, SlotForms
from tryggby.events.models import Event, Seating
from tryggby.events.overview import summary
from tryggby.events.refusal import Refused
from tryggby.events.seen import modes_of
from tryggby.organisations.door import Organisation, standing
from tryggby.ui.door import keyset_page


def own(request):
    """The events one runs, the next first; and those whose door one keeps."""
    past = request.GET.get("tid") == "tidligere"
    order = ("-starts_at", "-pk") if past else ("starts_at", "pk")
    mine = Event.objects.with_door_for(request.user).prefetch_related("seatings")
    context = {
        "page": keyset_page(mine.past() if past else mine.coming(), query=request.GET, by=order),
        "past": past,
        "coordinated": standing(request.user).coordinated,
    }
    return render(request, "events/own.html", context)


def new(request):
    """A draft, with its places."""
    organisations = Organisation.objects.coordinated_by(request.user)
    organisation = get_object_or_404(organisations.order_by("name")[:1])
    form = EventForm(request.POST or None, organiser=organisation.name)
    places_form = PlacesForm(request.POST or None, initial={"streamed": True})
    if request.method == "POST" and form.is_valid() & places_form.is_valid():
        try:
            event = _create(request, organisation, form, places_form.cleaned_data)
        except Refused as refusal:
            _add(form, refusal)
        else:
            messages.success(request, _("Utkastet er lagret. Legg inn programmet, og kunngjør når du er klar."))
            return redirect("events:overview", event.key)
    context = {"form": form, "places_form": places_form}
    return render(request, "events/new.html", context, status=422 if form.errors or places_form.errors else 200)


def overview(request, key):
    """Where the event stands: state, counts, what to do next, mails that did not arrive."""
    event = _event(request, key)
    return render(request, "events/overview.html", {"event": event, **summary(event)})


def edit(request, key):
    """Words, programme settings, and of a draft also time and place."""
    event = _event(request, key)
    form = EventForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_event(by=request.user, event=event, **form.fields_for_action)
        except Refused as refusal:
            _add(form, refusal)
        else:
            messages.success(request, _("Endringene er lagret."))
            return redirect("events:overview", key)
    return render(request, "events/edit.html", {"event": event, "form": form}, status=422 if form.errors else 200)


def slots(request, key):
    """The programme, row by row; empty rows are left out."""
    event = _event(request, key)
    rows = [
        {"starts": slot.starts.time()}
        | {name: getattr(slot, name) for name in ("minutes", "title", "speaker", "role", "organisation")}
        for slot in event.slots.all()
    ]
    forms = SlotForms(request.POST or None, initial=rows, prefix="slot")
    if request.method == "POST" and forms.is_valid():
        try:
            actions.set_programme(by=request.user, event=event, slots=forms.slots(event.starts.date()))
        except ValidationError as problem:
            forms.forms[0].add_error("starts", problem)
        else:
            messages.success(request, _("Programmet er lagret."))
            return redirect("events:overview", key)
    bad = forms.is_bound and any(form.errors for form in forms)
    return render(request, "events/slots.html", {"event": event, "forms": forms}, status=422 if bad else 200)


def places(request, key):
    """How many places there are; below what is taken nothing changes."""
    event = _event(request, key)
    form = PlacesForm(request.POST or None, initial=_places_of(event))
    if request.method == "POST" and form.is_valid():
        try:
            _change_places(request, event, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Plassene er endret. Står noen på venteliste, har de fått tilbud."))
            return redirect("events:overview", key)
    context = {"event": event, "form": form, "modes": modes_of(event)}
    return render(request, "events/places.html", context, status=422 if form.errors else 200)


@require_POST
def publication(request, key):
    """Announce it."""
    event = _event(request, key)
    try:
        actions.publish_event(by=request.user, event=event)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Arrangementet er kunngjort, og påmeldingen er åpen."))
    return redirect("events:overview", key)


def move(request, key):
    """Another time or place: first a preview of who is told, then the move."""
    event = _event(request, key)
    form = MoveForm(request.POST or None, event=event)
    preview = request.method == "POST" and form.is_valid()
    if preview and "flytt" in request.POST:
        try:
            actions.move_event(by=request.user, event=event, **form.fields_for_action)
        except Refused as refusal:
            _add(form, refusal)
        else:
            messages.success(request, _("Arrangementet er flyttet, og alle på listene får beskjed."))
            return redirect("events:overview", key)
    context = {"event": event, "form": form, "preview": preview, "told": actions.told_when_moved(event)}
    return render(request, "events/move.html", context, status=422 if form.errors else 200)


def cancellation(request, key):
    """Call it off, with the reason."""
    event = _event(request, key)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_event(by=request.user, event=event, because=form.cleaned_data["because"])
        except Refused as refusal:
            _add(form, refusal)
        else:
            messages.success(request, _("Arrangementet er avlyst, og alle på listene får beskjed."))
            return redirect("events:overview", key)
    context = {"event": event, "form": form, "told": actions.told_when_moved(event)}
    return render(request, "events/cancellation.html", context, status=422 if form.errors else 200)


@require_POST
def archiving(request, key):
    """Take the public page down."""
    event = _event(request, key)
    try:
        actions.archive_event(by=request.user, event=event)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Arrangementet er arkivert."))
    return redirect("events:overview", key)


def _event(request, key) -> Event:
    own_events = Event.objects.visible_to(request.user).select_related("organisation", "series")
    return get_object_or_404(own_events, key=key)


def _create(request, organisation, form: EventForm, given: dict) -> Event:
    return actions.create_event(
        by=request.user,
        organisation=organisation,
        room_places=given["room"],
        stream=given["streamed"],
        stream_places=given["stream"],
        once=request.POST.get("once"),
        **form.fields_for_action,
    )


def _places_of(event: Event) -> dict:
    found = {seating.mode: seating for seating in event.seatings.all()}
    room, stream = found.get(Seating.Mode.ROOM), found.get(Seating.Mode.STREAM)
    return {"room": room and room.places, "streamed": stream is not None, "stream": stream and stream.places}


def _change_places(request, event: Event, given: dict) -> None:
    """Both modes, or none of them."""
    from django.db import transaction

    before = _places_of(event)
    with transaction.atomic():
        if given["room"] or before["room"]:
            actions.change_places(by=request.user, event=event, mode=Seating.Mode.ROOM, places=given["room"])
        if given["streamed"]:
            actions.change_places(by=request.user, event=event, mode=Seating.Mode.STREAM, places=given["stream"])
        elif before["streamed"]:
            raise Refused(_("Sendingen kan ikke tas bort når den først er åpnet."))


def _add(form, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
