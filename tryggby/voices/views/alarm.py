"""The danger clock at the desk: raise it, take it, hand over, close."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggby.voices.actions import danger, unread
from tryggby.voices.forms.desk import ClosingForm, HandoverForm
from tryggby.voices.models import Escalation, HelpThread, Note
from tryggby.voices.refusal import Refused

PERSON = Escalation.Reason.PERSON


@require_POST
def note_danger(request, key):
    """I read it, and it worries me."""
    found = get_object_or_404(Note.objects.on_desk_of(request.user).select_related("channel"), key=key)
    danger.raise_danger(by=request.user, note=found, reason=PERSON)
    messages.success(request, _("Meldt. Teksten slettes ikke før noen har gitt den videre eller lukket varselet."))
    return redirect("voices:note", found.key)


@require_POST
def thread_danger(request, key):
    """I read it, and it worries me."""
    found = get_object_or_404(HelpThread.objects.on_desk_of(request.user).select_related("channel"), key=key)
    danger.raise_danger(by=request.user, thread=found, reason=PERSON)
    messages.success(request, _("Meldt. Samtalen slettes ikke før noen har gitt den videre eller lukket varselet."))
    return redirect("voices:thread", found.key)


@require_POST
def alarm_receipt(request, key):
    """I have it."""
    alarm = _alarm(request, key)
    if alarm.closed_on:
        return _closed_already(request)
    taker = danger.acknowledge(by=request.user, escalation=alarm).acknowledged_by
    if taker == request.user:
        messages.success(request, _("Du har den. De andre på vakta får ikke flere beskjeder om den."))
    elif taker is not None:
        messages.warning(request, _("%(name)s har den.") % {"name": taker.name})
    return _to_text(alarm)


@require_POST
def alarm_handover(request, key):
    """Handed over through the official channel."""
    alarm, form = _alarm(request, key), HandoverForm(request.POST)
    if alarm.closed_on:
        return _closed_already(request)
    if not form.is_valid():
        messages.error(request, _("Velg hvem det er gitt videre til, og hvilken dag."))
        return _to_text(alarm)
    try:
        danger.hand_over(by=request.user, escalation=alarm, to=form.cleaned_data["to"], on=form.cleaned_data["on"])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to_text(alarm)
    messages.success(request, _("Notert: bare dato og hvem. Saken hører nå hjemme i fagsystemet."))
    return redirect("voices:desk")


@require_POST
def alarm_closing(request, key):
    """Nobody is in danger, or nothing can be done with what it says."""
    alarm, form = _alarm(request, key), ClosingForm(request.POST)
    if alarm.closed_on:
        return _closed_already(request)
    if not form.is_valid() and not alarm.is_practice:
        messages.error(request, _("Velg hvordan det endte."))
        return _to_text(alarm)
    danger.close_escalation(by=request.user, escalation=alarm, because=form.cleaned_data.get("because", ""))
    messages.success(request, _("Varselet er lukket."))
    return redirect("voices:desk")


@require_POST
def alarm_seen(request, key):
    """The privacy officer has seen that nobody read it."""
    found = Escalation.objects.overdue().unread().overseen_by(request.user).select_related("channel")
    unread.see_unread(by=request.user, escalation=get_object_or_404(found, key=key))
    messages.success(request, _("Notert at du har sett det. Teksten ligger hos vakta til dagen den slettes."))
    return redirect("desk:privacy")


def _alarm(request, key) -> Escalation:
    mine = Escalation.objects.answerable_by(request.user)
    return get_object_or_404(mine.select_related("channel", "thread", "note"), key=key)


def _closed_already(request):
    messages.warning(request, _("En annen på vakta har alt lukket varselet."))
    return redirect("voices:desk")


def _to_text(alarm: Escalation):
    if alarm.thread:
        return redirect("voices:thread", alarm.thread.key)
    return redirect("voices:note", alarm.note.key) if alarm.note else redirect("voices:desk")
