"""Advice to one's own unit: read it, answer it, show it to everybody; note what was said in a room."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tryggby.ground.door import today
from tryggby.ui.door import keyset_page
from tryggby.voices import actions
from tryggby.voices.access import may_listen, units_to_ask_about
from tryggby.voices.forms import ReplyForm, TalkForm
from tryggby.voices.models import Advice
from tryggby.voices.refusal import Refused
from tryggby.voices.seen import advice_rows, debt, own_tables


@require_safe
def advice_list(request):
    """What children advise us; first what waits for our answer, or for what we said we would have tried by now."""
    waiting = request.GET.get("vis") != "alle"
    mine = Advice.objects.visible_to(request.user)
    found = mine.owed(today()) if waiting else mine.filter(withdrawn_at__isnull=True)
    page = keyset_page(found.select_related("unit", "service", "talk"), query=request.GET, by=("-until", "-pk"))
    context = {"page": page, "rows": advice_rows(page.rows), "waiting": waiting, "debt": debt(mine)}
    context["any_advice"] = bool(page.rows) or mine.standing().exists()
    context["may_note"] = may_listen(request.user) and units_to_ask_about(request.user).exists()
    return render(request, "voices/advice_list.html", context)


def advice(request, key):
    """One piece of advice, where it came from, and what we answer."""
    found = _advice(request, key)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply_to_advice(by=request.user, advice=found, once=request.POST.get("once"), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Svaret er lagret. Barna ser det når rådet er vist for alle."))
            return redirect("voices:advice", key)
    (row,) = advice_rows([found])
    return render(request, "voices/advice.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@require_POST
def advice_publication(request, key):
    """Show it to everybody, or take it away."""
    found = _advice(request, key)
    try:
        if request.POST.get("gjor") == "withdraw":
            actions.withdraw_advice(by=request.user, advice=found)
            messages.success(request, _("Rådet er trukket tilbake."))
            return redirect("voices:advice_list")
        actions.publish_advice(by=request.user, advice=found)
        messages.success(request, _("Nå kan alle lese rådet og svaret."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("voices:advice", key)


def talk(request):
    """Note what was said in a room."""
    form = TalkForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        unit = form.units[form.cleaned_data["unit"]]
        try:
            once = request.POST.get("once")
            actions.note_talk(by=request.user, unit=unit, advice=form.advice, once=once, **form.talk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Rådene er registrert."))
            return redirect("voices:advice_list")
    return render(request, "voices/talk.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def figures(request):
    """What children answered about our places; what could point to few is hidden."""
    return render(request, "voices/figures.html", {"tables": own_tables(request.user)})


def _advice(request, key: str) -> Advice:
    mine = Advice.objects.visible_to(request.user).filter(withdrawn_at__isnull=True)
    return get_object_or_404(mine.select_related("unit", "service", "talk", "made_by"), key=key)
