"""The participant's phone: no account, no name. A seat is a random token in a cookie that this address alone reads.

The cookie lasts some hours, goes with the close of the run, and says nothing about who holds the phone. The page is
asked again every few seconds with the mark it shows; while nothing is new the answer is 304, from one query.
"""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggby.drills import actions
from tryggby.drills.actions.seat import seat_of
from tryggby.drills.forms import CodeForm
from tryggby.drills.models import DrillRun, Phase
from tryggby.drills.models.run import mark_now
from tryggby.drills.refusal import Refused
from tryggby.drills.screens import phone_page
from tryggby.ui.door import public

COOKIE = "ovelse"
HOURS = 8


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Four digits lead to the run."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = DrillRun.objects.joinable().filter(code=form.cleaned_data["code"]).values_list("key", flat=True).first()
        if key:
            return redirect("drills:phone", key)
        form.add_error("code", _("Vi finner ingen øvelse med den koden nå. Spør den som leder øvelsen."))
    return render(request, "drills/join.html", {"form": form}, status=422 if form.is_bound else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request, key):
    """The phone in the participant's hand: role, what happens, choice; pass and stop on every screen."""
    asked = request.headers.get("If-None-Match")
    if request.method != "POST" and asked and asked == _etag(mark_now(DrillRun.objects.followed(), key)):
        return HttpResponse(status=304)
    run = get_object_or_404(DrillRun.objects.followed().select_related("drill__release__package"), key=key)
    seat = seat_of(run, request.COOKIES.get(COOKIE, ""))
    if request.method == "POST":
        return _take_part(request, run, seat)
    page = phone_page(run, seat)
    response = render(request, "drills/phone.html" if seat or run.phase == Phase.CLOSED else "drills/seat.html", page)
    response["ETag"] = _etag(page["mark"])
    if run.phase == Phase.CLOSED:
        response.delete_cookie(COOKIE, path=_path(run))
    return response


def _take_part(request, run: DrillRun, seat) -> HttpResponse:
    """Do what a button asked for, and show the page again."""
    go, role = request.POST.get("go", ""), request.POST.get("role", "")
    response = redirect("drills:phone", run.key)
    if go == "join" and seat is None:
        try:
            token = actions.take_seat(run=run, role=role, once=request.POST.get("once"))
        except Refused as refusal:
            return render(request, "drills/seat.html", phone_page(run, None) | {"refusal": str(refusal)}, status=422)
        options = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
        response.set_cookie(COOKIE, token, max_age=HOURS * 3600, path=_path(run), **options)
    elif seat is not None:
        _move(seat, go, request.POST)
    return response


def _move(seat, go: str, data) -> None:
    if go == "role":
        actions.choose_role(seat=seat, role=data.get("role", ""))
    elif go == "choose":
        actions.choose(seat=seat, decision=data.get("decision", ""), option=data.get("option", ""))
    elif go == "pass":
        actions.pass_over(seat=seat)
    elif go == "back":
        actions.come_back(seat=seat)
    elif go == "stop":
        actions.stop_run(run=seat.run)


def _etag(mark: str | None) -> str:
    return f'"{mark}"' if mark else ""


def _path(run: DrillRun) -> str:
    return reverse("drills:phone", args=[run.key])
