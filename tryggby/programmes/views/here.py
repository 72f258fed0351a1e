"""«Jeg er her» for a whole hall: the code on the wall, a first name and a unit, or one tap. No password, no cookie."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggby.ground.door import count_from, new_key
from tryggby.programmes import actions
from tryggby.programmes.forms.arrival import CodeForm, GuestForm, ReceiptForm
from tryggby.programmes.models import Arrival, Attendance, RoomCode
from tryggby.programmes.models.room import NAME_DAYS, tidy_code
from tryggby.programmes.refusal import Refused, SameName
from tryggby.ui.door import public

# From one place in an hour. A whole hall sits behind one address; guesses at codes and receipts do not need as many.
MOST_ARRIVALS, MOST_GUESSES = 6000, 400


@public
@require_http_methods(["GET", "HEAD", "POST"])
def here(request):
    """The code leads to the gathering."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            return redirect("programmes:arrival", form.cleaned_data["code"])
        if _many(request, "her-kode", MOST_GUESSES):
            return render(request, "programmes/here.html", {"form": form, "many": True}, status=429)
    return render(request, "programmes/here.html", {"form": form}, status=422 if form.is_bound else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request, code):
    """Who is here: a first name and a unit, or one tap for whoever is signed in."""
    rows = RoomCode.objects.select_related("gathering__cohort__organisation")
    room = rows.filter(code=tidy_code(code)).first()
    if room is None or room.ended_at or room.gathering.cancelled_at:
        return render(request, "programmes/here.html", {"form": CodeForm(), "gone": True}, status=404)
    if not room.is_open():
        facts = {"room": room, "gathering": room.gathering, "early": room.opens_at > timezone.now()}
        return render(request, "programmes/shut.html", facts)
    if request.method == "POST":
        return _arrive(request, room)
    return _page(request, room, GuestForm(gathering=room.gathering))


@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request):
    """Make one's own what one said as a guest, also long after; and see what one has been to."""
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _claim(request, form.cleaned_data["receipt"])
        except Refused as refusal:
            form.add_error("receipt", str(refusal))
        else:
            text = (
                _("Oppmøtet er ditt.") if row.enrolment_id else _("Oppmøtet er ditt. Koordinatoren fører det på lista.")
            )
            messages.success(request, text)
            return redirect("programmes:receipts")
    marks = Attendance.objects.attended().filter(enrolment__person=request.user).select_related("gathering__cohort")
    waiting = Arrival.objects.waiting().filter(person=request.user).select_related("gathering__cohort", "unit")
    facts = {"form": form, "marks": marks.order_by("-gathering__starts_at", "-pk")[:50], "waiting": waiting[:20]}
    return render(request, "programmes/receipts.html", facts, status=422 if form.is_bound else 200)


def _arrive(request, room: RoomCode):
    if request.user.is_authenticated and "go" in request.POST:
        row = actions.arrive_signed_in(by=request.user, gathering=room.gathering)
        on_list = isinstance(row, Attendance)
        return render(
            request, "programmes/arrived.html", {"gathering": room.gathering, "own": True, "on_list": on_list}
        )
    form = GuestForm(request.POST, gathering=room.gathering)
    if not form.is_valid():
        return _page(request, room, form, status=422)
    if "same" in request.POST:
        return _thanks(request, room, form, None)
    another, once = "another" in request.POST, request.POST.get("once", "")[:80]
    try:
        with transaction.atomic():
            if count_from(request, "her") > MOST_ARRIVALS:
                return _page(request, room, form, status=429, many=True)
            row = actions.arrive(gathering=room.gathering, once=once or new_key(), another=another, **form.guest)
    except SameName:
        facts = {"room": room, "gathering": room.gathering, "form": form, "once": once}
        return render(request, "programmes/same_name.html", facts, status=409)
    return _thanks(request, room, form, row)


def _page(request, room: RoomCode, form: GuestForm, status: int = 200, **more):
    facts = {"room": room, "gathering": room.gathering, "form": form, "days": NAME_DAYS, **more}
    return render(request, "programmes/arrival.html", facts, status=status)


def _thanks(request, room: RoomCode, form: GuestForm, row: Arrival | None):
    facts = {"room": room, "gathering": room.gathering, "form": form, "row": row, "days": NAME_DAYS}
    return render(request, "programmes/arrived.html", facts)


@transaction.atomic
def _claim(request, receipt: str) -> Arrival:
    if count_from(request, "her-kvittering") > MOST_GUESSES:
        raise Refused(_("Det er prøvd mange kvitteringer herfra. Vent en time, og prøv igjen."))
    return actions.claim_arrival(by=request.user, receipt=receipt)


@transaction.atomic
def _many(request, what: str, most: int) -> bool:
    return count_from(request, what) > most
