"""Organisations that work together: who opens their units to whom."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.organisations.actions import add_partner, agree_partnership, end_partnership, made_before
from tryggby.organisations.forms import OrganisationForm, PartnershipForm
from tryggby.organisations.models import Organisation, Partnership
from tryggby.organisations.views.let_in import coordinators


@coordinators
@require_safe
def partners(request):
    """The agreements that hold, in both directions."""
    held = Partnership.objects.live().select_related("organisation", "partner")
    ours, given = list(held.of(request.user)), list(held.given_by(request.user))
    context = {
        "open_to_us": [(agreement, agreement in given) for agreement in ours],
        "open_to_others": [agreement for agreement in given if agreement not in ours],
    }
    return render(request, "organisations/partners.html", context)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def partner_new(request):
    """Add an organisation that is new to the installation, with an agreement."""
    form = OrganisationForm(request.POST or None, person=request.user)
    if made_before(Organisation, request.POST.get("once")):
        return redirect("organisations:partners")
    if request.method == "POST" and form.is_valid():
        partner = add_partner(by=request.user, once=request.POST.get("once"), **form.cleaned_data)
        messages.success(request, _("%(name)s er lagt til.") % {"name": partner})
        return redirect("organisations:partners")
    return render(request, "organisations/partner_new.html", {"form": form}, status=422 if form.is_bound else 200)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_new(request):
    """Let another organisation's coordinators invite our units and people."""
    form = PartnershipForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        agreed = agree_partnership(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s kan nå invitere fra dere.") % {"name": agreed.organisation})
        return redirect("organisations:partners")
    return render(request, "organisations/partnership_new.html", {"form": form}, status=422 if form.is_bound else 200)


@coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_end(request, key):
    """Asks first; a POST ends an agreement one has given."""
    agreement = get_object_or_404(Partnership.objects.live().given_by(request.user), key=key)
    if request.method == "POST":
        end_partnership(by=request.user, partnership=agreement)
        messages.success(request, _("Avtalen er avsluttet."))
        return redirect("organisations:partners")
    return render(request, "organisations/partnership_end.html", {"agreement": agreement})
