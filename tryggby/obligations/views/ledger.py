"""The coordinator's ledger of weekly letters, and leaves taken in from a list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.obligations.actions import import_leaves
from tryggby.obligations.forms import LeavesForm
from tryggby.obligations.models import Digest
from tryggby.obligations.models.digest import monday
from tryggby.organisations.door import kept
from tryggby.ui.door import keyset_page


@require_safe
def digests(request):
    """Per leader and week: sent, or not sent and why."""
    _must_keep(request)
    rows = Digest.objects.kept_by(request.user).select_related("leader")
    why = request.GET.get("hvorfor", "")
    if why in Digest.Why.values:
        rows = rows.filter(why_not=why)
    page = keyset_page(rows, query=request.GET, by=("-week", "leader__family_name", "pk"), size=50)
    week = Digest.objects.kept_by(request.user).filter(week=monday())
    context = {
        "page": page,
        "why": why,
        "reasons": Digest.Why.choices,
        "sent": week.filter(sent_at__isnull=False).count(),
        "queued": week.filter(queued_at__isnull=False, sent_at__isnull=True, not_sent_on__isnull=True).count(),
        "not_sent": week.filter(not_sent_on__isnull=False).count(),
    }
    return render(request, "obligations/digests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leaves(request):
    """Take in leaves from the payroll system; a line that cannot be read stops the whole list."""
    _must_keep(request)
    form = LeavesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        count = import_leaves(by=request.user, organisation=organisation, rows=form.leaves)
        text = ngettext("%(n)s permisjon er ny eller endret.", "%(n)s permisjoner er nye eller endret.", count)
        messages.success(request, text % {"n": count})
        return redirect("obligations:leaves")
    return render(request, "obligations/leaves.html", {"form": form}, status=422 if form.is_bound else 200)


def _must_keep(request) -> None:
    if not kept(request.user):
        raise Http404
