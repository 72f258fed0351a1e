"""Anybody asks for a day, follows the request, and afterwards answers three questions."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.ground.door import count_from
from tryggby.organisations.door import installation
from tryggby.outreach import tokens
from tryggby.outreach.actions import answer_evaluation, ask_outreach_day, withdraw_outreach_day
from tryggby.outreach.forms import EvaluationForm, RequestForm
from tryggby.outreach.questions import FACES
from tryggby.outreach.refusal import Refused
from tryggby.ui.door import public

# From one place in an hour: beyond this no receipt is mailed, and beyond that nothing is taken in.
QUIET, TOO_MANY = 5, 30


@public
@require_http_methods(["GET", "HEAD", "POST"])
def asking(request):
    """The form, and the receipt. Sent twice, the form gives the same receipt."""
    made = installation(request)
    form = RequestForm(request.POST or None)
    status = 200
    if made and request.method == "POST" and form.is_valid():
        try:
            day = _take_in(request, made.owner, form.facts())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            status = 429
        else:
            return render(request, "outreach/asked.html", {"day": day})
    status = 422 if form.errors and status == 200 else status
    return render(request, "outreach/asking.html", {"form": form, "made": made}, status=status)


@public
@require_safe
def request(request, token):
    """How far the request has come."""
    return render(request, "outreach/request.html", {"day": _own(token), "token": token})


@public
@require_POST
def withdrawal(request, token):
    """We changed our minds."""
    try:
        withdraw_outreach_day(day=_own(token))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("outreach:request", token)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request, token):
    """Three questions without a name; the thanks is the answer itself."""
    day = tokens.find(token, tokens.ANSWERS)
    if day is None:
        raise Http404
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    context = {"day": day, "form": form, "faces": FACES, "open": day.is_open_for_answers}
    if request.method == "POST" and form.is_valid():
        try:
            answer_evaluation(day=day, answers=form.facts(), once=request.POST.get("once"))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "outreach/evaluation_thanks.html", context)
    return render(request, "outreach/evaluation.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _take_in(request, owner, facts: dict):
    """Count where it came from and take it in, in one transaction."""
    number = count_from(request, "outreach")
    if number > TOO_MANY:
        raise Refused(_("Det kommer svært mange ønsker herfra akkurat nå. Prøv igjen om en time."))
    return ask_outreach_day(
        by=request.user if request.user.is_authenticated else None,
        organisation=owner,
        language=get_language() or "nb",
        quiet=number > QUIET,
        once=request.POST.get("once"),
        **facts,
    )


def _own(token):
    day = tokens.find(token, tokens.OWN)
    if day is None or day.forgotten_at:
        raise Http404
    return day
