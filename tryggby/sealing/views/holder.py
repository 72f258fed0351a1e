"""Key holders: who they are; propose, agree, end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.sealing import access, actions
from tryggby.sealing.forms import HolderForm
from tryggby.sealing.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def holders(request):
    """The holders of one's organisations; the privacy officer proposes, a leader agrees."""
    proposing = access.proposing_organisations(request.user).order_by("pk").first()
    people = access.possible_holders(proposing).order_by("given_name", "family_name", "pk") if proposing else []
    form = HolderForm(request.POST or None, people=people) if proposing else None
    if request.method == "POST" and form and form.is_valid():
        try:
            actions.propose_holder(by=request.user, organisation=proposing, person=form.chosen())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Foreslått. En leder må bekrefte."))
            return redirect("sealing:holders")
    rows = access.holders_for(request.user).with_presence()
    rows = rows.select_related("person", "organisation", "proposed_by", "agreed_by")
    context = {
        "rows": [
            {"holder": row, "may_agree": _waits(request.user, row)} for row in rows.order_by("organisation", "pk")
        ],
        "proposing": proposing,
        "form": form,
    }
    return render(request, "sealing/holders.html", context, status=422 if form and form.is_bound else 200)


@require_POST
def holder_agreement(request, key):
    """A leader agrees."""
    holder = get_object_or_404(access.holders_for(request.user), key=key)
    try:
        actions.agree_holder(by=request.user, holder=holder)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Bekreftet. Nøkler deles neste gang leserne åpner dem."))
    return redirect("sealing:holders")


@require_POST
def holder_end(request, key):
    """The privacy officer takes the role away, or the holder lays it down."""
    holder = get_object_or_404(access.holders_for(request.user), key=key)
    if holder.person_id != request.user.pk and not access.may_propose(request.user, holder.organisation):
        raise Http404
    actions.end_holder(by=request.user, holder=holder)
    messages.success(request, _("Personen er ikke lenger nøkkelholder."))
    return redirect("sealing:holders")


def _waits(person, holder) -> bool:
    return holder.agreed_at is None and access.may_agree(person, holder)
