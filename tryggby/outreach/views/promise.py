"""What leaders promised: written down, told about, and read by everybody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.outreach.actions import finish_promise, make_promise, move_promise
from tryggby.outreach.forms import DueForm, OutcomeForm, PromiseForm
from tryggby.outreach.models import DialogueMeeting, MeetingPromise
from tryggby.outreach.refusal import Refused
from tryggby.ui.door import keyset_page, visitor_page


@visitor_page
@require_safe
def promises(request):
    """What leaders have promised young advisers, and what came of it: roles and dates."""
    shown = MeetingPromise.objects.public().select_related("meeting")
    page = keyset_page(shown, query=request.GET, by=("-made_at", "-pk"), size=20)
    return render(request, "outreach/promises.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request, key):
    """One more promise from a meeting that is held."""
    meeting = get_object_or_404(DialogueMeeting.objects.run_by(request.user), key=key, held_at__isnull=False)
    form = PromiseForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            make_promise(by=request.user, meeting=meeting, once=request.POST.get("once"), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Løftet er skrevet ned. Det kommer fram hos den som passer på."))
            return redirect("outreach:meeting", key)
    context = {"meeting": meeting, "form": form}
    return render(request, "outreach/pledge.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request, key):
    """One promise: tell what was done, or give it another date."""
    found = get_object_or_404(MeetingPromise.objects.visible_to(request.user).select_related("meeting"), key=key)
    may = MeetingPromise.objects.kept_by(request.user).filter(pk=found.pk).exists()
    outcome = OutcomeForm(request.POST if "done" in request.POST else None)
    due = DueForm(request.POST if "move" in request.POST else None, initial={"due_on": found.due_on})
    form: DueForm | OutcomeForm = due if due.is_bound else outcome
    if may and form.is_bound and form.is_valid():
        try:
            text = _keep(request.user, found, due, outcome)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, text)
            return redirect("outreach:promise", key)
    context = {"promise": found, "outcome": outcome, "due": due, "may": may}
    context["sees"] = DialogueMeeting.objects.visible_to(request.user).filter(pk=found.meeting_id).exists()
    return render(request, "outreach/promise.html", context, status=422 if form.errors else 200)


def _keep(person, promise: MeetingPromise, due: DueForm, outcome: OutcomeForm) -> str:
    """Do what was asked for; returns what to say."""
    if due.is_bound:
        move_promise(by=person, promise=promise, due_on=due.cleaned_data["due_on"])
        return _("Fristen er flyttet.")
    finish_promise(by=person, promise=promise, outcome=outcome.cleaned_data["outcome"])
    return _("Takk. Nå kan de se at løftet er holdt.")
