"""Dialogue meetings: the list, one with its checklist, agenda and leaders, held or off."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.outreach import actions
from tryggby.outreach.access import hosted_organisations
from tryggby.outreach.forms import DecisionForm, LeaderForm, MeetingForm, PointForm
from tryggby.outreach.models import AgendaPoint, DialogueMeeting
from tryggby.outreach.refusal import Refused
from tryggby.outreach.seen import meeting_page
from tryggby.ui.door import keyset_page


@require_safe
def meetings(request):
    """Those one runs or is invited to, the newest first."""
    mine = DialogueMeeting.objects.visible_to(request.user).with_checks().select_related("service")
    page = keyset_page(mine, query=request.GET, by=("-starts_at", "-pk"))
    context = {"page": page, "hosts": hosted_organisations(request.user).exists()}
    return render(request, "outreach/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Set one up."""
    organisations = hosted_organisations(request.user)
    own = get_object_or_404(organisations, pk=organisations[0].pk if organisations else 0)
    form = MeetingForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = form.cleaned_data.get("organisation") or own
            once = request.POST.get("once")
            made = actions.plan_meeting(by=request.user, organisation=organisation, once=once, **form.facts())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Møtet er satt opp. Gå gjennom sjekklista før du inviterer."))
            return redirect("outreach:meeting", made.key)
    return render(request, "outreach/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def meeting(request, key):
    """Everything about one meeting."""
    return _shown(request, _seen(request, key))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, key):
    """Other words, another time or place."""
    found = _run(request, key)
    form = MeetingForm(request.POST or None, meeting=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(by=request.user, meeting=found, **form.facts())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Endringen er lagret, og de inviterte har fått beskjed."))
            return redirect("outreach:meeting", key)
    context = {"form": form, "meeting": found}
    return render(request, "outreach/edit.html", context, status=422 if form.errors else 200)


@require_POST
def safety(request, key):
    """Answer one point of the checklist, or take the answer back."""
    found, post = _run(request, key), request.POST
    in_place, point = "undo" not in post, post.get("point", "")
    return _do(
        request,
        key,
        lambda: actions.check_safety(
            by=request.user, meeting=found, point=point, note=post.get("note", ""), in_place=in_place
        ),
        _("Punktet er på plass.") if in_place else _("Punktet er åpnet igjen."),
    )


@require_POST
def leaders(request, key):
    """Invite one more leader, or take one off; after the meeting, write down one more who came."""
    found, off = _run(request, key), request.POST.get("off")
    if off:
        act = partial(actions.uninvite_leader, by=request.user, meeting=found, person=off)
        return _do(request, key, act, _("Lederen er tatt av lista."))
    form = LeaderForm(request.POST, meeting=found)
    add = actions.note_leader if found.held_at else actions.invite_leader
    if form.is_valid():
        try:
            add(by=request.user, meeting=found, email=form.cleaned_data["email"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            text = _("Lederen er skrevet ned.") if found.held_at else _("Invitasjonen er sendt.")
            messages.success(request, text)
            return redirect("outreach:meeting", key)
    return _shown(request, found, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request, key):
    """A figure, a voice and a decision together."""
    found = _run(request, key)
    form = PointForm(request.POST or None, meeting=found)
    if request.method == "POST" and form.is_valid():
        try:
            once = request.POST.get("once")
            actions.add_agenda_point(by=request.user, meeting=found, once=once, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saken står på lista."))
            return redirect("outreach:meeting", key)
    context = {"form": form, "meeting": found}
    return render(request, "outreach/agenda.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def point(request, key):
    """One point for the whole room; the host writes down what was agreed."""
    rows = AgendaPoint.objects.visible_to(request.user)
    found = get_object_or_404(rows.select_related("meeting", "advice"), key=key)
    runs = AgendaPoint.objects.run_by(request.user).filter(pk=found.pk).exists()
    form = DecisionForm(request.POST or None, initial={"decision": found.decision})
    if runs and request.method == "POST" and form.is_valid():
        try:
            actions.decide_agenda_point(by=request.user, point=found, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Det er skrevet ned."))
            return redirect("outreach:meeting", found.meeting.key)
    context = {"point": found, "meeting": found.meeting, "form": form, "runs": runs}
    return render(request, "outreach/point.html", context, status=422 if form.errors else 200)


@require_POST
def point_removal(request, key):
    """Take a point off the agenda."""
    found = get_object_or_404(AgendaPoint.objects.run_by(request.user).select_related("meeting"), key=key)
    text = _("Saken er tatt bort.")
    return _do(request, found.meeting.key, lambda: actions.remove_agenda_point(by=request.user, point=found), text)


@require_POST
def holding(request, key):
    """It has been held."""
    found = _run(request, key)
    text = _("Møtet er holdt. Skriv ned hva dere ble enige om, og løftene.")
    return _do(request, key, lambda: actions.hold_meeting(by=request.user, meeting=found), text)


@require_POST
def showing(request, key):
    """Show the promises to everybody, or take them away."""
    found = _run(request, key)
    if "hide" in request.POST:
        text = _("Løftene vises ikke lenger for alle.")
        return _do(request, key, lambda: actions.withdraw_meeting(by=request.user, meeting=found), text)
    text = _("Nå kan alle lese hva dere lovet.")
    return _do(request, key, lambda: actions.show_meeting(by=request.user, meeting=found), text)


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request, key):
    """Call it off, after a question."""
    found = _run(request, key)
    if request.method == "POST":
        text = _("Møtet er avlyst, og de inviterte har fått beskjed.")
        return _do(request, key, lambda: actions.cancel_meeting(by=request.user, meeting=found), text)
    return render(request, "outreach/cancellation.html", {"meeting": found})


def _do(request, key, act, text: str):
    """Do it, say what came of it, and show the meeting again."""
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, text)
    return redirect("outreach:meeting", key)


def _seen(request, key) -> DialogueMeeting:
    seen = DialogueMeeting.objects.visible_to(request.user).with_checks()
    return get_object_or_404(seen.select_related("service", "organisation"), key=key)


def _run(request, key) -> DialogueMeeting:
    mine = DialogueMeeting.objects.run_by(request.user).with_checks()
    return get_object_or_404(mine.select_related("service", "organisation"), key=key)


def _shown(request, found: DialogueMeeting, form: LeaderForm | None = None, status: int = 200):
    context = meeting_page(found, request.user)
    context["form"] = form or LeaderForm(meeting=found)
    return render(request, "outreach/meeting.html", context, status=status)
