"""A unit's drills: rhythm, what is next, what was agreed; the local answers; one follow-up."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggby.drills.access import keeps_answers
from tryggby.drills.actions import Refused, finish_follow_up, move_follow_up, save_local_answers, set_rhythm
from tryggby.drills.answers import asked_of, local_answers
from tryggby.drills.forms import DueForm, LocalForm, RhythmForm
from tryggby.drills.models import FollowUp
from tryggby.drills.next_drill import drill_state, due_words, runs_of
from tryggby.drills.record import earlier_fixes
from tryggby.ground.door import today
from tryggby.organisations.door import Unit, leads, own_units


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request):
    """What the unit has drilled, what it has changed, what is next; the leader chooses the rhythm."""
    units, found = _units(request)
    state = drill_state(found.pk, found.service.code, today())
    is_leader = leads(request.user, found)
    form = RhythmForm(request.POST or None, initial={"times_a_year": state.times_a_year})
    if request.method == "POST" and is_leader and form.is_valid():
        set_rhythm(by=request.user, unit=found, times_a_year=form.cleaned_data["times_a_year"])
        messages.success(request, _("Rytmen er lagret."))
        return redirect(f"{reverse('drills:unit')}?enhet={found.key}")
    runs = runs_of(found)
    context = {
        "unit": found,
        "units": units,
        "state": state,
        "words": due_words(state),
        "form": form if is_leader else None,
        "closed": runs.closed().order_by("-closed_at", "-pk")[:10],
        "planned": runs.coming().order_by("planned_for", "pk"),
        "fixes": earlier_fixes(found),
    }
    return render(request, "drills/unit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def local(request):
    """Whom we call here: the answers of the organisation and of the unit, for every drill that fits."""
    units, found = _units(request)
    keeps = keeps_answers(request.user, found)
    answers = local_answers(found, asked_of(found))
    form = LocalForm(request.POST or None, answers=answers, keeps=keeps)
    if request.method == "POST" and form.is_valid():
        save_local_answers(by=request.user, unit=found, answers=form.facts())
        messages.success(request, _("De lokale svarene er lagret."))
        return redirect(_back(request, found))
    context = {
        "unit": found,
        "units": units,
        "form": form,
        "keeps": keeps,
        "fixed": [row for row in answers if not row.for_unit and not keeps],
        "back": request.GET.get("til", ""),
    }
    return render(request, "drills/local.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request, key):
    """One thing that was agreed on: done, or a new date."""
    found = get_object_or_404(_follow_ups(request), key=key)
    form = DueForm(request.POST if "move" in request.POST else None, initial={"due_on": found.due_on})
    if request.method == "POST" and _carry_out(request, found, form):
        return redirect("drills:follow_up", key)
    return render(request, "drills/follow_up.html", {"fix": found, "form": form}, status=422 if form.is_bound else 200)


def _carry_out(request, found: FollowUp, form: DueForm) -> bool:
    if "done" in request.POST:
        finish_follow_up(by=request.user, follow_up=found)
        messages.success(request, _("Fint. Tiltaket er gjort."))
        return True
    if not form.is_valid():
        return False
    try:
        move_follow_up(by=request.user, follow_up=found, due_on=form.cleaned_data["due_on"])
    except Refused as refusal:
        form.add_error("due_on", str(refusal))
        return False
    messages.success(request, _("Fristen er flyttet."))
    return True


def _follow_ups(request):
    related = ("run__drill", "unit", "owner")
    return FollowUp.objects.owned_or_led_by(request.user).select_related(*related).defer("run__drill__body").distinct()


def _units(request) -> tuple[list[Unit], Unit]:
    """Units one may look at, and the one named in the address; one that is not one's own is not there."""
    units = own_units(request.user)
    wanted = request.GET.get("enhet")
    if wanted and wanted not in {unit.key for unit in units}:
        led = Unit.objects.open().led_by(request.user).select_related("service")
        return units, get_object_or_404(led, key=wanted)
    if not units:
        raise Http404
    return units, next((unit for unit in units if unit.key == wanted), units[0])


def _back(request, unit: Unit) -> str:
    """Back to the run one was getting ready for, when the address says so."""
    run = request.GET.get("til", "")
    if run.isalnum():
        return reverse("drills:run", args=[run])
    return f"{reverse('drills:local')}?enhet={unit.key}"
