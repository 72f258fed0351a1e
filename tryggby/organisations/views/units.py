"""Units: the list, one unit, a new one, and the end of one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.organisations.access import keeps
from tryggby.organisations.actions import add_colleague, add_unit, close_unit, end_membership, made_before
from tryggby.organisations.forms import MembershipForm, UnitFilterForm, UnitForm
from tryggby.organisations.models import Membership, Unit
from tryggby.organisations.views.let_in import coordinators
from tryggby.ui.door import keyset_page

ORDER = ("organisation__name", "district_name", "name", "pk")


@coordinators
@require_safe
def units(request):
    """Open units of own and partner organisations, by organisation and district."""
    form = UnitFilterForm(request.GET, person=request.user)
    found = form.narrow(Unit.objects.reached_by(request.user).open()).listed()
    page = keyset_page(found, query=request.GET, by=ORDER, size=50)
    return render(request, "organisations/units.html", {"page": page, "form": form})


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request):
    """Add a unit to an organisation one keeps."""
    form = UnitForm(request.POST or None, person=request.user)
    if made := made_before(Unit, request.POST.get("once")):
        return redirect("organisations:unit", made.key)
    if request.method == "POST" and form.is_valid():
        unit = add_unit(by=request.user, once=request.POST.get("once"), **form.cleaned_data)
        messages.success(request, _("%(unit)s er lagt til.") % {"unit": unit})
        return redirect("organisations:unit", unit.key)
    return render(request, "organisations/unit_new.html", {"form": form}, status=422 if form.is_bound else 200)


@coordinators
@require_safe
def unit(request, key):
    """A unit: who works there, and the units below it."""
    found = get_object_or_404(Unit.objects.reached_by(request.user).listed().select_related("parent"), key=key)
    members = found.memberships.live().select_related("person")
    order = ("person__family_name", "person__given_name", "pk")
    context = {
        "unit": found,
        "children": found.children.open().listed(),
        "page": keyset_page(members, query=request.GET, by=order, size=50),
        "may_change": keeps(request.user, found.organisation) and not found.closed_on,
    }
    return render(request, "organisations/unit.html", context)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def unit_closure(request, key):
    """Asks first; a POST closes the unit and ends the memberships in it."""
    found = get_object_or_404(Unit.objects.kept_by(request.user).open().listed(), key=key)
    if request.method == "POST":
        close_unit(by=request.user, unit=found)
        messages.success(request, _("%(unit)s er stengt.") % {"unit": found})
        return redirect("organisations:units")
    return render(request, "organisations/unit_closure.html", {"unit": found})


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def membership_new(request, key):
    """Someone begins in the unit, as employee or leader; a person who is new here gets access."""
    found = get_object_or_404(Unit.objects.kept_by(request.user).open(), key=key)
    role = Membership.Role.LEADER if request.GET.get("rolle") == "leder" else Membership.Role.EMPLOYEE
    form = MembershipForm(request.POST or None, initial={"role": role})
    if request.method == "POST" and form.is_valid():
        add_colleague(by=request.user, unit=found, **form.cleaned_data)
        messages.success(request, _("Lagt til i %(unit)s.") % {"unit": found})
        return redirect("organisations:unit", found.key)
    context = {"unit": found, "form": form}
    return render(request, "organisations/membership_new.html", context, status=422 if form.is_bound else 200)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request, key):
    """Asks first; a POST ends a person's place in a unit from today."""
    membership = get_object_or_404(Membership.objects.kept_by(request.user).live(), key=key)
    if request.method == "POST":
        end_membership(by=request.user, membership=membership)
        messages.success(request, _("%(person)s er avsluttet.") % {"person": membership.person})
        return redirect("organisations:unit", membership.unit.key)
    return render(request, "organisations/membership_end.html", {"membership": membership})
