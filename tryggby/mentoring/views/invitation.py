"""A colleague's own invitation: see it, say yes or no, put it in the calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.mentoring.actions import Refused, answer_invitation
from tryggby.mentoring.ics import calendar_entry
from tryggby.mentoring.models import Participation
from tryggby.mentoring.sheets import part_of


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, key):
    """What, when and where, and two equal buttons. No reason is asked for."""
    place = get_object_or_404(_mine(request), practice__key=key)
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        try:
            answer_invitation(by=request.user, practice=place.practice, coming=request.POST["answer"] == "yes")
            messages.success(request, _("Takk for svaret. Du kan endre det helt til øvinga begynner."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("mentoring:invitation", key)
    context = {"place": place, "practice": place.practice, "part": part_of(place.practice)}
    return render(request, "mentoring/invitation.html", context)


@require_safe
def calendar(request, key):
    """The invitation as a calendar file, with the same identity as in the mail."""
    place = get_object_or_404(_mine(request), practice__key=key)
    response = HttpResponse(calendar_entry(place.practice), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="oving.ics"'
    return response


def _mine(request):
    rows = Participation.objects.visible_to(request.user)
    return rows.select_related("practice__unit", "practice__mandate__person")
