"""One's own certificates: what is earned, made on demand, taken home as PDF or as a badge."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.certificates import actions
from tryggby.certificates.badge import as_json
from tryggby.certificates.checking import state_of
from tryggby.certificates.earned import earned_by
from tryggby.certificates.models import Certificate
from tryggby.certificates.paper import pdf_of
from tryggby.certificates.refusal import Refused

FORMS = {"jwt": "application/vc+jwt", "json": "application/vc+json"}


@require_http_methods(["GET", "HEAD", "POST"])
def own(request):
    """What one has finished; a button makes the certificate, once."""
    if request.method == "POST":
        try:
            given = {"subject": request.POST.get("subject", ""), "cycle": request.POST.get("cycle", "")}
            actions.issue_certificate(by=request.user, **given)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Beviset er laget."))
        return redirect("certificates:own")
    made = list(Certificate.objects.visible_to(request.user).select_related("issuer"))
    have = {(row.subject, row.cycle) for row in made if row.again_at is None}
    facts = {
        "made": [{"certificate": row, "state": state_of(row), "renewable": _is_renewable(row, made)} for row in made],
        "waiting": [one for one in earned_by(request.user) if (one.subject, one.cycle) not in have],
    }
    return render(request, "certificates/own.html", facts)


@require_safe
def paper(request, key):
    """The certificate as a tagged PDF."""
    row = _standing(request, key)
    response = HttpResponse(pdf_of(row), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="bevis-{row.code[:6]}.pdf"'
    return response


@require_safe
def badge(request, key, form):
    """The signed credential, as a token or as JSON around it."""
    row = _standing(request, key)
    if form not in FORMS or not row.badge:
        raise Http404
    response = HttpResponse(row.badge if form == "jwt" else as_json(row.badge), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="bevis-{row.code[:6]}.{form}"'
    return response


def _is_renewable(row: Certificate, made: list[Certificate]) -> bool:
    """True for the newest of its kind, when it is near its end or past it."""
    newer = any(one.subject == row.subject and one.earned_on > row.earned_on for one in made)
    return row.can_be_renewed() and not newer


def _standing(request, key) -> Certificate:
    return get_object_or_404(Certificate.objects.visible_to(request.user).standing().select_related("issuer"), key=key)
