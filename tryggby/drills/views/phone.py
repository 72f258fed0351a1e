"""The participant's phone: no account, no name. A seat is a random token in a cookie that this address alone reads.

The cookie lasts some hours, goes with the close of the run, and says nothing about who holds the phone. The page is
asked again every few seconds with the mark it shows; while nothing is new the answer is 304, from one query, and
otherwise the changed pieces alone, without the frame around them.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggby.drills import actions
from tryggby.drills.actions.seat import seat_of
from tryggby.drills.forms import CodeForm
from tryggby.drills.models import DrillRun
from tryggby.drills.models.run import mark_now
from tryggby.drills.polling import kept_piece, new_piece
from tryggby.drills.refusal import Refused
from tryggby.drills.screens import phone_page
from tryggby.ground.door import count_from, counted_from
from tryggby.ui.door import public

COOKIE = "ovelse"
HOURS = 8
# Wrong codes from one place in an hour; then nobody there gets in by typing, and the QR code still leads in.
WRONG, MOST_WRONG = "ovelse-kode", 100
# Read once in each process, not with every question.
HEAVY = ("drill__body", "drill__release__manifest", "drill__release__sources")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Four digits lead to the run."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if counted_from(request, WRONG) >= MOST_WRONG:
            return render(request, "drills/join.html", {"form": form, "many": True}, status=429)
        key = DrillRun.objects.joinable().filter(code=form.cleaned_data["code"]).values_list("key", flat=True).first()
        if key:
            return redirect("drills:phone", key)
        _count_wrong(request)
        form.add_error("code", _("Vi finner ingen øvelse med den koden nå. Spør den som leder øvelsen."))
    return render(request, "drills/join.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def _count_wrong(request) -> None:
    count_from(request, WRONG)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request, key):
    """The phone in the participant's hand: role, what happens, choice; pass and stop on every screen."""
    if request.method != "POST" and (answer := _answer(request, key)):
        return answer
    run = get_object_or_404(DrillRun.objects.followed().select_related("drill__release").defer(*HEAVY), key=key)
    token = _token(request)
    if run.cancelled_at and not token:
        raise Http404
    seat = seat_of(run, token)
    if request.method == "POST":
        return _take_part(request, run, seat)
    page = phone_page(run, seat)
    if seat and not run.is_over and "If-None-Match" in request.headers:
        return _marked(HttpResponse(new_piece(page, key, token, get_token(request))), page["mark"])
    response = render(request, "drills/phone.html" if seat or run.is_over else "drills/seat.html", page)
    if run.is_over:
        for name, path in _cookies(run):
            response.delete_cookie(name, path=path)
    return _marked(response, page["mark"])


def _answer(request, key: str) -> HttpResponse | None:
    """To a phone that asks whether something is new: 304, or a piece that is ready. None when there is more to do."""
    asked = request.headers.get("If-None-Match")
    mark = mark_now(DrillRun.objects.followed(), key) if asked else None
    if mark is None:
        return None
    if asked == f'"{mark}"':
        return HttpResponse(status=304)
    piece = kept_piece(key, mark, _token(request), get_token(request))
    return _marked(HttpResponse(piece), mark) if piece else None


def _marked(response: HttpResponse, mark: str) -> HttpResponse:
    response["ETag"] = f'"{mark}"'
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
        for name, path in _cookies(run):
            response.set_cookie(name, token, max_age=HOURS * 3600, path=path, **options)
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


def _token(request) -> str:
    return request.COOKIES.get(_named(get_language()), "")


def _cookies(run: DrillRun) -> Iterator[tuple[str, str]]:
    """The seat's cookie for the run's address in each language: whoever changes language keeps the seat."""
    for code, _name in settings.INTERFACE_LANGUAGES:
        with translation.override(code):
            yield _named(code), reverse("drills:phone", args=[run.key])


def _named(code: str) -> str:
    return COOKIE if code == settings.LANGUAGE_CODE else f"{COOKIE}-{code}"
