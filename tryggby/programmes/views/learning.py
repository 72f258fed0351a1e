"""Learning goals before and after, and the agreement before the start."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tryggby.programmes import actions
from tryggby.programmes.forms.learning import Commitments, GoalAnswers, GoalCounts
from tryggby.programmes.goals import goal_rows
from tryggby.programmes.models import Cohort, Gathering, GoalAnswer


def goals(request, key):
    """Answers in counts, never per person; the coordinator may fill in what was read off paper."""
    cohort = _run(request, key)
    form = GoalCounts(request.POST if request.method == "POST" else None, cohort=cohort, initial={"moment": "before"})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        actions.record_goal_counts(
            by=request.user, gathering=data["gathering"], moment=data["moment"], counts=form.counts()
        )
        messages.success(request, _("Svarene er lagret."))
        return redirect("programmes:goals", key)
    facts = {"cohort": cohort, "form": form, "rows": goal_rows(cohort)}
    return render(request, "programmes/goals.html", facts, status=422 if form.is_bound else 200)


def commitments(request, key):
    """What must be in place before the start, ticked off."""
    cohort = _run(request, key)
    form = Commitments(request.POST if request.method == "POST" else None, cohort=cohort)
    if form.is_bound and form.is_valid():
        actions.check_commitments(by=request.user, cohort=cohort, codes=form.codes())
        messages.success(request, _("Avtalen er lagret."))
        return redirect("programmes:commitments", key)
    return render(request, "programmes/commitments.html", {"cohort": cohort, "form": form})


def answers(request, key):
    """A participant's own answers: added to the counts, kept nowhere else."""
    row = get_object_or_404(
        Gathering.objects.for_person(request.user).standing().select_related("cohort__programme"), key=key
    )
    form = GoalAnswers(request.POST if request.method == "POST" else None, gathering=row)
    moment = GoalAnswer.Moment.AFTER if row.held_at or row.is_over else GoalAnswer.Moment.BEFORE
    if form.is_bound and form.is_valid():
        actions.answer_goals(
            by=request.user, gathering=row, moment=moment, values=form.values(), once=request.POST.get("once")
        )
        messages.success(request, _("Takk! Svarene dine er lagt til, uten navn."))
        return redirect("programmes:gathering", key)
    facts = {"gathering": row, "form": form, "moment": moment}
    return render(request, "programmes/answers.html", facts, status=422 if form.is_bound else 200)


def _run(request, key) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("programme", "organisation"), key=key)
