"""Open pages: «Barna sa – vi gjorde», and the page that shows whether our promises are kept."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tryggby.organisations.door import Service
from tryggby.ui.door import keyset_page, visitor_page
from tryggby.voices.models import Advice
from tryggby.voices.proofs import audits, proof_rows
from tryggby.voices.seen import advice_rows, debt, public_tables


@visitor_page
@require_safe
def said_and_did(request):
    """What children said everywhere, and what came of it."""
    return _said(request, None)


@visitor_page
@require_safe
def said_and_did_in(request, service):
    """What children said to one kind of service, with figures."""
    found = get_object_or_404(Service, code=service)  # for everyone: kinds of work
    return _said(request, found)


@visitor_page
@require_safe
def trust(request):
    """Each promise with the newest result of its check."""
    return render(request, "voices/trust.html", {"proofs": proof_rows(), "audits": audits()})


def _said(request, service: Service | None):
    shown = Advice.objects.public().select_related("service")
    everything = Advice.objects.standing()
    if service is not None:
        shown, everything = shown.filter(service=service), everything.filter(service=service)
    page = keyset_page(shown, query=request.GET, by=("-until", "-pk"), size=20)
    context = {
        "page": page,
        "rows": advice_rows(page.rows),
        "service": service,
        "services": Service.objects.filter(advice__in=Advice.objects.public()).distinct(),  # for everyone: public
        "debt": debt(everything),
        "any_advice": bool(page.rows) or everything.exists(),
        "tables": public_tables(service) if service else [],
    }
    return render(request, "voices/said_and_did.html", context)
