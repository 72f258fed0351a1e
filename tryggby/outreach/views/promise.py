"""What leaders promised: written down, told about, and read by everybody."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.outreach.access import hosts
from tryggby.outreach.actions import finish_promise, hand_promise, make_promise, move_promise
from tryggby.outreach.forms import DueForm, HandForm, OutcomeForm, PromiseForm
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
    """One promise: tell what was done, give it another date, or for the host to give it to another leader."""
    found = get_object_or_404(MeetingPromise.objects.visible_to(request.user).select_related("meeting"), key=key)
    may = MeetingPromise.objects.kept_by(request.user).filter(pk=found.pk).exists()
    post = request.POST
    outcome = OutcomeForm(post if "done" in post else None)
    due = DueForm(post if "move" in post else None, initial={"due_on": found.due_on})
    hand = HandForm(post if "hand" in post else None, promise=found)
    form = next((one for one in (due, hand) if one.is_bound), outcome)
    if may and form.is_bound and form.is_valid():
        try:
            text = _keep(request.user, found, form)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, text)
            return redirect("outreach:promise", key)
    context = {"promise": found, "outcome": outcome, "due": due, "hand": hand, "may": may}
    context["runs"] = hosts(request.user, found.meeting.organisation_id)
    context["sees"] = DialogueMeeting.objects.visible_to(request.user).filter(pk=found.meeting_id).exists()
    return render(request, "outreach/promise.html", context, status=422 if form.errors else 200)


def _keep(person, promise: MeetingPromise, form: DueForm | HandForm | OutcomeForm) -> str:
    """Do what was asked for; returns what to say."""
    if isinstance(form, DueForm):
        move_promise(by=person, promise=promise, due_on=form.cleaned_data["due_on"])
        return _("Fristen er flyttet.")
    if isinstance(form, HandForm):
        hand_promise(by=person, promise=promise, **form.cleaned_data)
        return _("Løftet har fått en ny som passer på.")
    finish_promise(by=person, promise=promise, outcome=form.cleaned_data["outcome"])
    return _("Takk. Nå kan de se at løftet er holdt.")
