"""Sign-up: for anybody on one screen, and for a leader's people."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.events import rate
from tryggby.events.access import may_sign_up_others
from tryggby.events.actions import sign_up, sign_up_group
from tryggby.events.forms import GroupForm, SignUpForm
from tryggby.events.models import Event
from tryggby.events.refusal import Refused
from tryggby.events.seen import modes_of
from tryggby.organisations.door import Unit
from tryggby.people.door import Person
from tryggby.ui.door import public


@public
def signup(request, slug):
    """The form, and the receipt. The receipt is the answer itself: sent twice, the form gives it twice."""
    event = get_object_or_404(_open_events(request), slug=slug)
    seatings = [seating for seating, _left in modes_of(event)]
    form = SignUpForm(request.POST or None, event=event, seatings=seatings, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            receipt = _sign_up(request, event, form)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return render(request, "events/receipt.html", {"event": event, "receipt": receipt, "form": form})
    context = {"event": event, "form": form, "may_group": _may_group(request)}
    return render(request, "events/signup.html", context, status=422 if form.errors else 200)


def group(request, slug):
    """A leader chooses a unit and who of its people shall come."""
    event = get_object_or_404(_open_events(request), slug=slug)
    units = list(Unit.objects.led_by(request.user).open())
    unit = next((unit for unit in units if unit.key == request.GET.get("enhet")), units[0] if units else None)
    seatings = [seating for seating, _left in modes_of(event)]
    people = Person.objects.active().filter(memberships__in=_current_members(unit)).distinct() if unit else []
    form = GroupForm(request.POST or None, people=people, seatings=seatings)
    if unit and request.method == "POST" and form.is_valid():
        try:
            made = sign_up_group(
                by=request.user,
                event=event,
                unit=unit,
                mode=form.cleaned_data["mode"],
                people=form.chosen,
                once=request.POST.get("once"),
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _told(request, event, made)
    context = {"event": event, "units": units, "unit": unit, "form": form}
    return render(request, "events/group.html", context, status=422 if form.errors else 200)


def _sign_up(request, event: Event, form: SignUpForm):
    """Count where it came from and sign up, in one transaction."""
    given = form.cleaned_data
    with transaction.atomic():
        number = rate.count(request)
        if number > rate.TOO_MANY:
            raise Refused(_("Det kommer svært mange påmeldinger herfra akkurat nå. Prøv igjen om en time."))
        return sign_up(
            by=request.user if request.user.is_authenticated else None,
            event=event,
            mode=given["mode"],
            name=given["name"],
            email=given["email"],
            workplace=given["workplace"],
            wants_room=given.get("wants_room", False),
            needs=form.needs,
            careful=number > rate.CAREFUL,
            language=get_language() or "nb",
            once=request.POST.get("once"),
        )


def _open_events(request):
    return Event.objects.open_to(request.user).select_related("organisation").prefetch_related("seatings")


def _known(request) -> dict:
    """Name and address of whoever is signed in."""
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.name, "email": request.user.email}


def _may_group(request) -> bool:
    return request.user.is_authenticated and may_sign_up_others(request.user)


def _current_members(unit: Unit):
    from tryggby.organisations.door import Membership

    return Membership.objects.current().filter(unit=unit)


def _told(request, event: Event, made):
    from django.contrib import messages
    from django.utils.translation import ngettext

    waiting = sum(1 for signup in made if signup.waiting_since)
    text = ngettext("%(n)s er meldt på.", "%(n)s er meldt på.", len(made)) % {"n": len(made)}
    if waiting:
        text += " " + _("%(n)s av dem står på venteliste.") % {"n": waiting}
    messages.success(request, text + " " + _("De får hver sin e-post."))
    return redirect("events:event", event.slug)
