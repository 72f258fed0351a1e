"""Lost the passphrase: with the printed code, or with two key holders."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.sealing import access, actions
from tryggby.sealing.actions.key import current_key
from tryggby.sealing.forms import NewPassphraseForm, OpeningForm, RecoveryCodeForm
from tryggby.sealing.models import Recovery
from tryggby.sealing.refusal import Refused
from tryggby.sealing.session import opened_key, remember


@require_http_methods(["GET", "HEAD", "POST"])
def with_code(request):
    """The printed code opens the key and gives it a new passphrase."""
    form = RecoveryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opened = actions.use_recovery_code(by=request.user, code=given["code"], words=given["words"])
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("Nøkkelen er åpen, og du har en ny lesesetning."))
            return remember(request, redirect("sealing:key"), opened)
    return render(request, "sealing/with_code.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request):
    """Ask two holders; see how many have helped; finish with the new passphrase."""
    asked = _own(request).first()
    form = (OpeningForm if asked else NewPassphraseForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = _go_on(request, asked, form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return answer
    helped = asked.shares.values("holder").distinct().count() if asked else 0
    context = {"form": form, "asked": asked, "helped": helped, "reading_key": current_key(request.user)}
    return render(request, "sealing/recovery.html", context, status=422 if form.is_bound else 200)


@require_POST
def recovery_end(request):
    """The person does not need help after all."""
    asked = _own(request).first()
    if asked:
        actions.cancel_recovery(by=request.user, recovery=asked)
    messages.success(request, _("Du ber ikke lenger om hjelp med nøkkelen."))
    return redirect("sealing:key")


@require_http_methods(["GET", "HEAD", "POST"])
def assistance(request, key):
    """A holder helps, after having talked with the person and compared six digits; or stops what is not theirs."""
    asked = get_object_or_404(access.recoveries_to_help(request.user), key=key)
    opened = opened_key(request)
    context = {"asked": asked, "opened": opened, "refused": ""}
    if request.method == "POST" and opened:
        try:
            _help_or_stop(request, asked, opened)
        except Refused as refusal:
            context["refused"] = str(refusal)
        else:
            return redirect("sealing:key")
    return render(request, "sealing/assistance.html", context, status=422 if context["refused"] else 200)


def _own(request):
    return Recovery.objects.open().filter(reading_key__person=request.user)


def _go_on(request, asked: Recovery | None, words: str):
    if asked is None:
        actions.ask_recovery(by=request.user, words=words)
        messages.success(request, _("Du har bedt om hjelp. Snakk med to nøkkelholdere."))
        return redirect("sealing:recovery")
    opened = actions.finish_recovery(by=request.user, recovery=asked, words=words)
    messages.success(request, _("Nøkkelen er åpen, og du har en ny lesesetning."))
    return remember(request, redirect("sealing:key"), opened)


def _help_or_stop(request, asked: Recovery, opened) -> None:
    if "stop" in request.POST:
        actions.cancel_recovery(by=request.user, recovery=asked)
        messages.success(request, _("Stoppet. Personen må be på nytt."))
        return
    helped = actions.agree_recovery(by=request.user, opened=opened, recovery=asked)
    told = _("Takk. Én nøkkelholder til må hjelpe.") if helped < 2 else _("Takk. To har hjulpet, og det er nok.")
    messages.success(request, told)
