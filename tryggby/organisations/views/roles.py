"""Roles in an organisation: who holds them, give one, take one back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.organisations.access import standing
from tryggby.organisations.actions import LastCoordinator, appoint_colleague, end_appointment
from tryggby.organisations.forms import RoleForm
from tryggby.organisations.models import Appointment
from tryggby.organisations.views.let_in import coordinators, overseers
from tryggby.ui.door import keyset_page


@overseers
@require_safe
def roles(request):
    """Roles held now or later, for coordinators and privacy officers."""
    held = Appointment.objects.live().overseen_by(request.user).select_related("person", "organisation")
    page = keyset_page(held, query=request.GET, by=("organisation__name", "role", "pk"), size=50)
    context = {"page": page, "coordinated": standing(request.user).coordinated}
    return render(request, "organisations/roles.html", context)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request):
    """Give someone a role; a person who is new here gets access."""
    form = RoleForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        given = appoint_colleague(by=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("%(person)s er nå %(role)s.") % {"person": given.person, "role": given.get_role_display().lower()},
        )
        return redirect("organisations:roles")
    return render(request, "organisations/role_new.html", {"form": form}, status=422 if form.is_bound else 200)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request, key):
    """Asks first; a POST takes a role back from today."""
    appointment = get_object_or_404(Appointment.objects.live().given_by(request.user), key=key)
    if request.method == "POST":
        try:
            end_appointment(by=request.user, appointment=appointment)
        except LastCoordinator:
            messages.warning(request, _("Noen må være koordinator. Gi rollen til en annen først."))
        else:
            messages.success(request, _("Rollen er avsluttet."))
        return redirect("organisations:roles" if appointment.person != request.user else "people:sign_in")
    return render(request, "organisations/role_end.html", {"appointment": appointment})
