"""One's own key: make it, open it, close it, change the passphrase, print a new recovery code."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tryggby.people.door import next_path
from tryggby.sealing import access, actions
from tryggby.sealing.actions.key import current_key
from tryggby.sealing.demo import WORDS
from tryggby.sealing.forms import NewPassphraseForm, OpeningForm
from tryggby.sealing.models import Holder
from tryggby.sealing.refusal import Refused
from tryggby.sealing.session import forget, opened_key, remember


@require_http_methods(["GET", "HEAD", "POST"])
def key(request):
    """How it stands with one's key; make one. The answer to a new key is the sheet with its code."""
    reading_key = current_key(request.user)
    form = NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened, code = actions.make_key(
                by=request.user, words=form.cleaned_data["words"], once=request.POST.get("once")
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return remember(request, render(request, "sealing/code.html", {"code": code, "new": True}), opened)
    context = {
        "reading_key": reading_key,
        "opened": opened_key(request),
        "form": form,
        "helping": access.recoveries_to_help(request.user) if _is_holder(request.user) else [],
        "may_name_holders": _may_name_holders(request.user),
    }
    return render(request, "sealing/key.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request):
    """Open the key for half an hour, and go on where one was going."""
    form, wanted = OpeningForm(request.POST or None), request.POST.get("next") or request.GET.get("next") or ""
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_key(by=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error("words", str(refusal))
        else:
            return remember(request, redirect(next_path(request) if wanted else "sealing:key"), opened)
    context = {"form": form, "wanted": wanted, "reading_key": current_key(request.user), "demo_words": _demo_words()}
    return render(request, "sealing/opening.html", context, status=422 if form.is_bound else 200)


@require_POST
def closing(request):
    """Close the key before the half hour is over."""
    messages.success(request, _("Nøkkelen er lukket."))
    return forget(request, redirect("sealing:key"))


@require_http_methods(["GET", "HEAD", "POST"])
def passphrase(request):
    """Change the passphrase, with the key open."""
    opened = opened_key(request)
    if opened is None:
        return redirect("sealing:opening")
    form = NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.change_passphrase(by=request.user, opened=opened, words=form.cleaned_data["words"])
        messages.success(request, _("Lesesetningen er byttet."))
        return redirect("sealing:key")
    return render(request, "sealing/passphrase.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def fresh_key(request):
    """Every way in is lost: put the key away, so that a new one can be made. Others on duty share with the new one."""
    reading_key = current_key(request.user)
    if request.method != "POST" or reading_key is None:
        return render(request, "sealing/fresh_key.html", {"reading_key": reading_key})
    actions.retire_key(by=request.user, reading_key=reading_key)
    messages.success(request, _("Den gamle nøkkelen er lagt bort. Nå kan du lage en ny."))
    return forget(request, redirect("sealing:key"))


@require_http_methods(["GET", "HEAD", "POST"])
def code(request):
    """A new recovery code, shown once, to be printed and kept in a safe place."""
    opened = opened_key(request)
    if opened is None:
        return redirect("sealing:opening")
    if request.method == "POST":
        made = actions.make_recovery_code(by=request.user, opened=opened)
        return render(request, "sealing/code.html", {"code": made, "new": False})
    return render(request, "sealing/code_question.html")


def _demo_words() -> str:
    """The passphrase of everybody in the demo city; nothing elsewhere."""
    return WORDS if settings.DEMO else ""


def _is_holder(person) -> bool:
    return Holder.objects.current().filter(person=person).exists()


def _may_name_holders(person) -> bool:
    return access.proposing_organisations(person).exists() or access.led_organisations(person).exists()
