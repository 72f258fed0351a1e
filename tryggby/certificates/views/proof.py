"""The proof for everybody: one certificate by its code, a pasted credential, the issuer and its keys. No names."""

import re

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.certificates import actions
from tryggby.certificates.badge import jwk_of
from tryggby.certificates.checking import check as verdict_of
from tryggby.certificates.checking import state_of
from tryggby.certificates.forms import CheckForm, NameForm, WithdrawalForm
from tryggby.certificates.models import Certificate, SigningKey
from tryggby.certificates.models.certificate import CODE_LENGTH, SIGNS
from tryggby.ground.door import count_from, lasting_path
from tryggby.organisations.door import Organisation, coordinates
from tryggby.ui.door import public

# Names compared and credentials checked from one place in an hour.
MOST = 300
CODE = re.compile(rf"(?:^|/)([{SIGNS}]{{{CODE_LENGTH}}})/?$")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, code):
    """What it is for, who issued it, whether it holds. The name is only compared with what somebody types."""
    row = Certificate.objects.with_code(code).select_related("issuer").first()
    if row is None:
        return render(request, "certificates/unknown.html", status=404)
    form, fits, status = NameForm(request.POST or None), None, 200
    if request.method == "POST":
        if form.is_valid() and not _many(request, "bevis-navn"):
            fits = form.fits(row.holder)
        else:
            status = 422 if form.errors else 429
    facts = {"certificate": row, "state": state_of(row), "form": form, "fits": fits, "many": status == 429}
    facts["is_issuer"] = coordinates(request.user, row.issuer_id)
    response = render(request, "certificates/certificate.html", facts, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request):
    """Check a credential that one has been given; an address or a code leads to its page."""
    form, facts = CheckForm(*((request.POST, request.FILES) if request.method == "POST" else ())), {}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["given"].strip()
        if found := CODE.search(given[:500]):
            return redirect("certificates:certificate", found[1])
        if _many(request, "bevis"):
            return render(request, "certificates/check.html", {"form": form, "many": True}, status=429)
        facts = {"verdict": verdict_of(given)}
    return render(request, "certificates/check.html", {"form": form, **facts}, status=422 if form.errors else 200)


@public
@require_safe
def issuer(request, key):
    """The profile of an organisation that has issued certificates, as Open Badges want it."""
    issuers = Organisation.objects.filter(certificates__isnull=False)  # for everyone: who issues is no secret
    row = get_object_or_404(issuers.distinct(), key=key)
    address = settings.BASE_URL + lasting_path("certificates:issuer", row.key)
    return JsonResponse(
        {
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": address,
            "type": ["Profile"],
            "name": row.name,
            "url": settings.BASE_URL + "/",
            "jwks": settings.BASE_URL + lasting_path("certificates:keys"),
        }
    )


@public
@require_safe
def keys(request):
    """The public keys, the retired ones too: what they signed stays verifiable."""
    return JsonResponse({"keys": [jwk_of(key.public, key.name) for key in SigningKey.objects.published()]})


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request, code):
    """The issuer's coordinator withdraws a certificate, with the reason."""
    rows = Certificate.objects.standing().select_related("issuer")
    row = get_object_or_404(rows.filter(issuer__in=Organisation.objects.coordinated_by(request.user)), code=code)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_certificate(by=request.user, certificate=row, reason=form.cleaned_data["reason"])
        messages.success(request, _("Beviset er trukket tilbake."))
        return redirect("certificates:certificate", code)
    facts = {"certificate": row, "form": form}
    return render(request, "certificates/withdrawal.html", facts, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request, code):
    """Asks first; a POST lets the holder make a new one for one that was withdrawn."""
    rows = Certificate.objects.closed().select_related("issuer")
    row = get_object_or_404(rows.filter(issuer__in=Organisation.objects.coordinated_by(request.user)), code=code)
    if request.method == "POST":
        actions.allow_new_certificate(by=request.user, certificate=row)
        messages.success(request, _("Eieren kan lage et nytt bevis på siden sin."))
        return redirect("certificates:certificate", code)
    return render(request, "certificates/renewal.html", {"certificate": row})


@transaction.atomic
def _many(request, what: str) -> bool:
    return count_from(request, what) > MOST
