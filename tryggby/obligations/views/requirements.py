"""The coordinator's pages: the requirements with counts, and each one's life from draft to end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.ground.door import today
from tryggby.obligations import words
from tryggby.obligations.actions import (
    change_requirement,
    discard_requirement,
    draft_requirement,
    end_requirement,
    put_in_force,
)
from tryggby.obligations.actions.requirement import apply
from tryggby.obligations.forecast import foresee
from tryggby.obligations.forms import EndForm, RequirementForm
from tryggby.obligations.models import Requirement
from tryggby.obligations.reading import counted
from tryggby.organisations.door import kept, standing
from tryggby.ui.door import keyset_page


@require_safe
def requirements(request):
    """Every requirement of the organisations one keeps, with how many it asks."""
    _must_keep(request)
    rows = counted(Requirement.objects.kept_by(request.user)).select_related("package", "organisation")
    page = keyset_page(rows.order_by("title", "pk"), query=request.GET, by=("title", "pk"), size=25)
    context = {"page": page, "several": len(kept(request.user)) > 1, "coordinates": _coordinates(request)}
    return render(request, "obligations/requirements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_requirement(request):
    """Write a requirement; it is a draft until it is put in force from its own page."""
    _must_keep(request)
    form = RequirementForm(request.POST or None, person=request.user, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        once = request.POST.get("once")
        made = draft_requirement(by=request.user, organisation=organisation, once=once, **form.values())
        return redirect("obligations:requirement", made.key)
    return render(request, "obligations/new_requirement.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def requirement(request, key):
    """One requirement in plain words: whom it reaches; put it in force, or throw the draft away."""
    found = _found(request, key)
    if request.method == "POST" and found.stage == "draft":
        if request.POST.get("go") == "discard":
            discard_requirement(by=request.user, requirement=found)
            messages.success(request, _("Kladden er borte."))
            return redirect("obligations:requirements")
        if request.POST.get("go") == "force":
            put_in_force(by=request.user, requirement=found)
            messages.success(request, _("Kravet er i kraft. De det gjelder, ser det på siden sin."))
        return redirect("obligations:requirement", key)
    context = {
        "requirement": found,
        "audience": words.audience(found),
        "rhythm": words.rhythm(found),
        "forecast": foresee(found) if found.stage == "draft" else None,
        "coordinates": _coordinates(request),
    }
    return render(request, "obligations/requirement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, key):
    """Change a requirement: first what it would mean, then the change itself."""
    found = _found(request, key)
    form = RequirementForm(request.POST or None, instance=_found(request, key), person=request.user)
    forecast = None
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if request.POST.get("sure") or found.stage == "draft":
            change_requirement(by=request.user, requirement=found, **values)
            messages.success(request, _("Endringen er lagret."))
            return redirect("obligations:requirement", key)
        apply(found, values)
        forecast = foresee(found)
    context = {"form": form, "requirement": found, "forecast": forecast}
    status = 422 if form.is_bound and forecast is None else 200
    return render(request, "obligations/change.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, key):
    """End a requirement: whom it stops asking, then the last day."""
    found = _found(request, key)
    if found.stage not in ("in_force", "coming"):
        raise Http404
    form = EndForm(request.POST or None, initial={"until": found.until or today()})
    if request.method == "POST" and form.is_valid():
        end_requirement(by=request.user, requirement=found, until=form.cleaned_data["until"])
        messages.success(request, _("Kravet slutter. Det folk har gjort, står."))
        return redirect("obligations:requirement", key)
    context = {"form": form, "requirement": found}
    return render(request, "obligations/end.html", context, status=422 if form.is_bound else 200)


def _found(request, key: str) -> Requirement:
    rows = counted(Requirement.objects.kept_by(request.user))
    return get_object_or_404(rows.select_related("package", "organisation", "unit", "service", "district"), key=key)


def _coordinates(request) -> bool:
    return bool(standing(request.user).coordinated)


def _must_keep(request) -> None:
    if not kept(request.user):
        raise Http404
