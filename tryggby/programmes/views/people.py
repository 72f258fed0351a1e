"""Who takes part in a cohort: list, enrol, invite, step out."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggby.organisations.door import coordinates
from tryggby.programmes import actions
from tryggby.programmes.forms.people import Enrol, Invite
from tryggby.programmes.models import Attendance, Cohort, Enrolment, Invitation
from tryggby.programmes.representation import representation, units_of
from tryggby.programmes.views.cohort import by_unit, mine, seen
from tryggby.ui.door import keyset_page


def people(request, key):
    """Representation at a glance, then everybody by unit; a leader sees own units only."""
    cohort = seen(request, key)
    units = mine(cohort, request.user)
    present = Count("attendances", filter=~Q(attendances__state=Attendance.State.ABSENT))
    rows = Enrolment.objects.open().filter(cohort=cohort, unit__in=units).select_related("person", "unit")
    page = keyset_page(
        rows.annotate(present=present),
        query=request.GET,
        by=("unit__name", "track", "person__given_name", "pk"),
        size=100,
    )
    design = cohort.programme.design
    for row in page:
        row.track_name = design.track_name(row.track)
    invited = Invitation.objects.visible_to(request.user).unanswered().filter(cohort=cohort).select_related("unit")
    facts = {"cohort": cohort, "units": by_unit(representation(cohort, units=units)), "page": page}
    facts |= {"invitations": invited[:200], "runs": coordinates(request.user, cohort.organisation_id)}
    return render(request, "programmes/people.html", facts)


def enrol(request, key, track, unit):
    """Enrol colleagues of one unit in one track."""
    cohort = _run(request, key)
    place = get_object_or_404(units_of(cohort), key=unit)
    if track not in cohort.programme.design.tracks_by_code:
        raise Http404
    form = Enrol(request.POST if request.method == "POST" else None, cohort=cohort, track=track, unit=place)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = actions.enrol(
            by=request.user, cohort=cohort, track=track, unit=place, people=data["people"], role=data["role"]
        )
        text = ngettext("%(n)d er meldt på og får e-post.", "%(n)d er meldt på og får e-post.", len(made))
        messages.success(request, text % {"n": len(made)})
        return redirect("programmes:people", cohort.key)
    facts = {"cohort": cohort, "unit": place, "track": cohort.programme.design.track(track), "form": form}
    return render(request, "programmes/enrol.html", facts, status=422 if form.is_bound else 200)


def invite(request, key):
    """Invite somebody without an account by mail."""
    cohort = _run(request, key)
    form = Invite(request.POST if request.method == "POST" else None, cohort=cohort)
    if form.is_bound and form.is_valid():
        actions.invite(by=request.user, cohort=cohort, **form.cleaned_data)
        messages.success(request, _("Invitasjonen er på vei til %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("programmes:people", cohort.key)
    return render(
        request, "programmes/invite.html", {"cohort": cohort, "form": form}, status=422 if form.is_bound else 200
    )


def leave(request, key, enrolment):
    """End somebody's place, after asking; no reason wanted."""
    cohort = _run(request, key)
    row = get_object_or_404(cohort.enrolments.open().select_related("person", "unit", "cohort"), key=enrolment)
    if request.method == "POST":
        actions.end_enrolment(by=request.user, enrolment=row)
        messages.success(request, _("%(name)s er ikke lenger med.") % {"name": row.person.name})
        return redirect("programmes:people", cohort.key)
    return render(request, "programmes/leave.html", {"cohort": cohort, "enrolment": row})


def remind(request, key, invitation):
    """Send an invitation again, with a new link."""
    cohort = _run(request, key)
    row = get_object_or_404(cohort.invitations.filter(accepted_at__isnull=True), key=invitation)
    if request.method == "POST":
        actions.remind_invited(by=request.user, invitation=row)
        messages.success(request, _("Invitasjonen er sendt på nytt til %(name)s.") % {"name": row.name})
        return redirect("programmes:people", cohort.key)
    return render(request, "programmes/remind.html", {"cohort": cohort, "invitation": row})


def _run(request, key) -> Cohort:
    return get_object_or_404(
        Cohort.objects.run_by(request.user).running().select_related("programme", "organisation"), key=key
    )
