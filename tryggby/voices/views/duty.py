"""The leader's page of duty: who reads when, gaps, keys that are missing, practice, recoveries."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.sealing.door import ReadingKey, recoveries_of
from tryggby.voices.actions import duty as actions
from tryggby.voices.actions.channel import unread_days
from tryggby.voices.forms.duty import DutyForm
from tryggby.voices.models import Channel, DutyRoster
from tryggby.voices.refusal import Refused
from tryggby.voices.rules import help_is_open, works_here
from tryggby.voices.waiting import coming_gaps
from tryggby.voices.weekdays import day_words

SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
def duty(request, key):
    """Rosters of a channel; set a new one."""
    channel = get_object_or_404(Channel.objects.visible_to(request.user), key=key)
    form = DutyForm(request.POST or None, channel=channel)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_duty(by=request.user, channel=channel, once=request.POST.get("once"), **form.chosen)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Vakta er satt opp. De tre må ha hver sin nøkkel før barna kan skrive."))
            return redirect("voices:duty", channel.key)
    context = {"channel": channel, "form": form} | _state(channel)
    return render(request, "voices/duty.html", context, status=422 if form.is_bound else 200)


@require_POST
def duty_end(request, key, roster):
    """End a roster now."""
    found = get_object_or_404(
        DutyRoster.objects.arranged_by(request.user).select_related("channel"), key=roster, channel__key=key
    )
    try:
        actions.end_duty(by=request.user, roster=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Vakta er avsluttet. Den som ikke leser her lenger, kommer ikke inn."))
    return redirect("voices:duty", key)


def _state(channel: Channel) -> dict:
    rosters = list(channel.rosters.select_related("reader", "backup", "leader").order_by("-since", "-pk"))
    live = [roster for roster in rosters if not roster.is_past]
    people = {person.pk: person for roster in live for person in (roster.reader, roster.backup, roster.leader)}
    keyed = set(ReadingKey.objects.current().filter(person__in=people).values_list("person_id", flat=True))
    here = set(works_here(channel).filter(person__in=people).values_list("person", flat=True))
    alarms = channel.escalations.select_related("acknowledged_by")
    return {
        "live": live,
        "past": [roster for roster in rosters if roster.is_past][:SHOWN],
        "gaps": coming_gaps(channel),
        "gone": sorted(person.name for number, person in people.items() if number not in here),
        "without_key": sorted(person.name for number, person in people.items() if number not in keyed),
        "is_open": help_is_open(channel),
        "unread_days": day_words(unread_days(channel)),
        "alarms": alarms.order_by("-pk")[:SHOWN],
        "recoveries": recoveries_of(list(people))[:SHOWN],
    }
