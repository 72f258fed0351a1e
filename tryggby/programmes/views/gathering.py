"""What the coordinator does with a gathering: take attendance, move it, call it off."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.ground.door import lasting_path
from tryggby.programmes import actions
from tryggby.programmes.forms.gathering import Expected, Heads, Move, Roll, UnitOfRoll
from tryggby.programmes.mails import receivers
from tryggby.programmes.models import Enrolment, Gathering
from tryggby.programmes.moving import moves_with, plan_move
from tryggby.programmes.school import calendar_for


def attendance(request, key, gathering):
    """The roll: a tick per person, by unit; and the headcount beside it."""
    row = _gathering(request, key, gathering)
    form = Roll(request.POST if request.method == "POST" else None, gathering=row, enrolments=_expected(row))
    if form.is_bound and form.is_valid():
        actions.record_attendance(by=request.user, gathering=row, **form.marks())
        messages.success(request, _("Oppmøtet er lagret."))
        return redirect("programmes:attendance", key, gathering)
    return _attendance(request, row, form, Heads(gathering=row))


def headcount(request, key, gathering):
    """How many came, by unit, without names."""
    row = _gathering(request, key, gathering)
    form = Heads(request.POST if request.method == "POST" else None, gathering=row)
    if form.is_bound and form.is_valid():
        actions.record_headcount(by=request.user, gathering=row, counts=form.counts())
        messages.success(request, _("Antallet er lagret."))
        return redirect("programmes:attendance", key, gathering)
    return _attendance(request, row, Roll(gathering=row, enrolments=_expected(row)), form)


def move(request, key, gathering):
    """Move a day: fill in, see everything that follows, then accept once."""
    row = _gathering(request, key, gathering, cancelled_at=None, ends_at__gte=timezone.now())
    form = Move(request.POST if request.method == "POST" else None, gathering=row)
    facts = {"gathering": row, "cohort": row.cohort, "form": form}
    if form.is_bound and form.is_valid():
        if "godta" in request.POST and _moved(request, row, form):
            return redirect("programmes:days", key)
        calendar = calendar_for(row.cohort.organisations.all())
        facts["move"] = plan_move(row, calendar=calendar, **form.wanted())
        if not facts["move"].steps:
            form.add_error(None, _("Dette er slik samlingen er i dag. Endre dato, tid eller sted."))
    return render(request, "programmes/move.html", facts, status=422 if form.is_bound and form.errors else 200)


def cancellation(request, key, gathering):
    """Call a gathering off, with what hangs on it, after a look at who hears of it."""
    row = _gathering(request, key, gathering, cancelled_at=None, ends_at__gte=timezone.now())
    pairs = moves_with(row)
    if request.method == "POST":
        gone = actions.cancel_gathering(by=request.user, gathering=row, together="together" in request.POST)
        text = ngettext("Samlingen er avlyst.", "%(n)d samlinger er avlyst.", len(gone)) % {"n": len(gone)}
        messages.success(request, text)
        return redirect("programmes:days", key)
    facts = {"gathering": row, "cohort": row.cohort, "pairs": pairs, "mails": sum(map(receivers, [row, *pairs]))}
    return render(request, "programmes/cancellation.html", facts)


def _gathering(request, key, gathering, **more) -> Gathering:
    return get_object_or_404(
        Gathering.objects.run_by(request.user).select_related("cohort"),
        cohort__key=key,
        key=gathering,
        **more,
    )


def _expected(gathering: Gathering) -> list[Expected]:
    rows = Enrolment.objects.of_gathering(gathering)
    rows = rows.order_by("unit__name", "unit_id", "person__given_name", "person__family_name", "id")
    return [
        Expected(pk, key, f"{given} {family}".strip(), UnitOfRoll(unit, name))
        for pk, key, given, family, unit, name in rows.values_list(
            "pk", "key", "person__given_name", "person__family_name", "unit__key", "unit__name"
        )
    ]


def _attendance(request, row, roll, heads):
    facts = {"gathering": row, "cohort": row.cohort, "form": roll, "heads": heads}
    facts["address"] = settings.BASE_URL + lasting_path("programmes:gathering", row.key)
    bad = (roll.is_bound and roll.errors) or (heads.is_bound and heads.errors)
    return render(request, "programmes/attendance.html", facts, status=422 if bad else 200)


def _moved(request, row, form) -> bool:
    """Do the move the preview showed; False with the reason on the form when it can no longer be done."""
    expected = request.POST.get("sekvens", "")
    try:
        changed = actions.move_gathering(
            by=request.user, gathering=row, expected=int(expected) if expected.isdigit() else -1, **form.wanted()
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    text = ngettext("Samlingen er flyttet.", "%(n)d samlinger er flyttet.", len(changed)) % {"n": len(changed)}
    messages.success(request, text)
    return True
