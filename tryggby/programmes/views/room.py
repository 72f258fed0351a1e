"""The code on the wall, for whoever runs the gathering: hang it up, show it, put arrivals on the roll."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.ground.door import lasting_path
from tryggby.programmes import actions
from tryggby.programmes.models import Arrival, Attendance, Enrolment, Gathering, RoomCode
from tryggby.programmes.models.room import NAME_DAYS, present_count
from tryggby.programmes.refusal import Refused
from tryggby.ui.door import keyset_page

SHOWN = {
    "venter": lambda rows: rows.waiting(),
    "pa-lista": lambda rows: rows.live().filter(enrolment__isnull=False),
    "tatt-bort": lambda rows: rows.filter(undone_at__isnull=False),
}


@require_http_methods(["GET", "HEAD", "POST"])
def room(request, key, gathering):
    """The code and its window; who came in with it, and on which line of the roll."""
    row = _gathering(request, key, gathering)
    if request.method == "POST":
        _open_or_close(request, row)
        return redirect("programmes:room", key, gathering)
    shown = request.GET.get("vis", "venter")
    shown = shown if shown in SHOWN else "venter"
    arrivals = SHOWN[shown](row.arrivals.select_related("unit", "person", "enrolment__person"))
    page = keyset_page(arrivals, query=request.GET, by=("arrived_at", "pk"), size=25)
    facts = {
        "gathering": row,
        "cohort": row.cohort,
        "code": row.room_codes.standing().first(),
        "here": present_count(row),
        "waiting": row.arrivals.waiting().count(),
        "shown": shown,
        "page": page,
        "lines": _with_candidates(row, page.rows) if shown == "venter" else [{"arrival": a} for a in page.rows],
        "days": NAME_DAYS,
    }
    return render(request, "programmes/room.html", facts)


@require_POST
def arrival_line(request, key, gathering, arrival):
    """Tie an arrival to a line of the roll, let go of it, take it away or in again."""
    row = _gathering(request, key, gathering)
    found = get_object_or_404(row.arrivals.select_related("gathering__cohort", "unit", "person"), key=arrival)
    try:
        text = _do(request, found)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, text)
    return redirect("programmes:room", key, gathering)


@require_safe
def board(request, key, gathering):
    """The wall: title, code, address, how many are here. Asked again every few seconds; 304 while nothing is new."""
    row = _gathering(request, key, gathering)
    code, count = row.room_codes.standing().first(), present_count(row)
    tag = f'"{code.code if code else ""}-{code.is_open() if code else ""}-{count}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        base = settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
        facts = {"gathering": row, "cohort": row.cohort, "code": code, "open": code and code.is_open(), "count": count}
        facts["short"] = (base + lasting_path("programmes:here")).split("://")[-1]
        if code:
            facts["address"] = base + lasting_path("programmes:arrival", code.code)
        response = render(request, "programmes/board.html", facts)
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return response


def _gathering(request, key, gathering) -> Gathering:
    rows = Gathering.objects.run_by(request.user).select_related("cohort__organisation")
    return get_object_or_404(rows, cohort__key=key, key=gathering)


def _open_or_close(request, row: Gathering) -> None:
    if request.POST.get("go") == "close":
        actions.close_room(by=request.user, gathering=row)
        messages.success(request, _("Koden er tatt ned."))
        return
    try:
        code: RoomCode = actions.open_room(by=request.user, gathering=row)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Koden er %(code)s.") % {"code": code.code})


def _do(request, arrival: Arrival) -> str:
    go = request.POST.get("go", "")
    if go == "match":
        rows = Enrolment.objects.of_gathering(arrival.gathering)
        line = rows.filter(key=request.POST.get("enrolment", "")).first()
        if line is None:
            raise Refused(_("Velg hvem det er."))
        actions.match_arrival(by=request.user, arrival=arrival, enrolment=line)
        return _("Ført på lista.")
    if go == "enrol" and arrival.person and arrival.unit:
        actions.enrol_arrival(by=request.user, arrival=arrival)
        return _("Meldt på og ført på lista.")
    if go == "loosen":
        actions.loosen_arrival(by=request.user, arrival=arrival)
        return _("Løst fra lista.")
    if go == "restore":
        actions.restore_arrival(by=request.user, arrival=arrival)
        return _("Tatt inn igjen.")
    actions.undo_arrival(by=request.user, arrival=arrival)
    return _("Tatt bort. Du finner den under «Tatt bort».")


def _with_candidates(gathering: Gathering, arrivals) -> list[dict]:
    """Arrivals, each with the lines of the roll it may be: of its unit and not here yet. One query."""
    here = Attendance.objects.attended().filter(gathering=gathering).values("enrolment")
    rows = Enrolment.objects.of_gathering(gathering).exclude(pk__in=here).select_related("person", "unit")
    lines = list(rows.order_by("person__given_name", "person__family_name", "pk"))
    known = {line.person_id for line in lines}
    return [
        {
            "arrival": arrival,
            "lines": [
                line
                for line in lines
                if arrival.person_id in (None, line.person_id) and arrival.unit_id in (None, line.unit_id)
            ],
            "may_enrol": arrival.person_id and arrival.unit_id and arrival.person_id not in known,
        }
        for arrival in arrivals
    ]
