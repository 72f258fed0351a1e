"""Starting a cohort, step by step; the draft remembers everything."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.organisations.door import standing
from tryggby.programmes.actions import discard_draft, publish_draft, save_draft, start_draft
from tryggby.programmes.forms.people import People
from tryggby.programmes.forms.wizard import Days, Places, Preview, Start, Units
from tryggby.programmes.models import CohortDraft

# Address -> form and name, in order.
STEPS = {
    "mal": (Start, gettext_lazy("Program")),
    "enheter": (Units, gettext_lazy("Enheter")),
    "datoer": (Days, gettext_lazy("Datoer")),
    "sted": (Places, gettext_lazy("Sted")),
    "deltakere": (People, gettext_lazy("Deltakere")),
    "forhandsvisning": (Preview, gettext_lazy("Se over")),
}
ORDER = list(STEPS)


def start(request):
    """The first step, before there is a draft."""
    if not standing(request.user).coordinated:
        raise Http404
    form = Start(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_bound and form.is_valid():
        draft = start_draft(by=request.user, once=request.POST.get("once"), **form.saved())
        return redirect("programmes:step", draft.key, ORDER[1])
    return render(request, "programmes/start.html", _page("mal", form), status=422 if form.is_bound else 200)


def step(request, key, step):
    """One step of a draft: save and go on, or stay where the step asks for it."""
    draft = _draft(request, key)
    if step not in STEPS:
        raise Http404
    if draft.cohort_id:
        return redirect("programmes:cohort", draft.cohort.key)
    form = STEPS[step][0](request.POST if request.method == "POST" else None, by=request.user, draft=draft)
    if form.is_bound and form.is_valid():
        if step == ORDER[-1]:
            return _publish(request, draft, form)
        save_draft(by=request.user, draft=draft, **form.saved())
        return _onward(request, draft, step, form)
    name = "start" if step == ORDER[0] else f"step_{step}"
    return render(request, f"programmes/{name}.html", _page(step, form, draft), status=422 if form.is_bound else 200)


def discard(request, key):
    """Throw a draft away, after asking."""
    draft = get_object_or_404(CohortDraft.objects.open().visible_to(request.user), key=key)
    if request.method == "POST":
        discard_draft(by=request.user, draft=draft)
        messages.success(request, _("Utkastet er slettet."))
        return redirect("programmes:cohorts")
    return render(request, "programmes/discard.html", {"draft": draft})


def _draft(request, key):
    rows = CohortDraft.objects.visible_to(request.user).filter(discarded_at__isnull=True)
    return get_object_or_404(rows.select_related("programme", "organisation", "cohort"), key=key)


def _publish(request, draft, form):
    cohort = publish_draft(by=request.user, draft=draft, plan=form.plan)
    messages.success(request, _("Kullet er i gang. Invitasjonene er på vei."))
    return redirect("programmes:cohort", cohort.key)


def _onward(request, draft, step, form):
    if "senere" in request.POST:
        messages.success(request, _("Utkastet er lagret. Du kan fortsette når det passer."))
        return redirect("programmes:cohorts")
    here = getattr(form, "stays", False)
    return redirect("programmes:step", draft.key, step if here else ORDER[ORDER.index(step) + 1])


def _page(step, form, draft=None):
    at = ORDER.index(step)
    return {
        "form": form,
        "draft": draft,
        "title": STEPS[step][1],
        "before": ORDER[at - 1] if at and draft else "",
        "steps": [{"code": code, "title": STEPS[code][1], "current": code == step} for code in ORDER],
        "marks": ["done" if i < at else "now" if i == at else "coming" for i in range(len(ORDER))],
        "text": _("Steg %(n)d av %(all)d: %(title)s") % {"n": at + 1, "all": len(ORDER), "title": STEPS[step][1]},
    }
