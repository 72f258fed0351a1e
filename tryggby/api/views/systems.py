"""The coordinator's pages: tokens of other systems, webhooks, and how their deliveries fare."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.api.actions import add_webhook, deliver_again, end_webhook, make_token, revoke_token
from tryggby.api.deliveries import deliveries_of, shown, told
from tryggby.api.forms import ScopedTokenForm, WebhookForm
from tryggby.api.models import ApiToken, Webhook
from tryggby.organisations.door import keepers
from tryggby.ui.door import keyset_page


@keepers
@require_safe
def systems(request):
    """Which systems may read, which are told, and what was not taken."""
    webhooks = list(Webhook.objects.visible_to(request.user).select_related("organisation")[:50])
    context = {
        "root": request.build_absolute_uri("/api/v1"),
        "tokens": ApiToken.objects.visible_to(request.user).select_related("organisation")[:50],
        "webhooks": shown(webhooks),
    }
    return render(request, "api/systems.html", context)


@keepers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request):
    """A new token. Its secret stands on the answer and nowhere else, ever."""
    form = ScopedTokenForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        made = make_token(by=request.user, once=request.POST.get("once"), **form.cleaned_data)
        if made is None:
            messages.info(request, _("Nøkkelen er laget og vist. Har du ikke tatt vare på den, så lag en ny."))
            return redirect("api:systems")
        context = {"token": made[0], "secret": made[1], "root": request.build_absolute_uri("/api/v1")}
        return render(request, "api/token_new.html", context)
    return render(request, "api/token_new.html", {"form": form}, status=422 if form.is_bound else 200)


@keepers
@require_http_methods(["GET", "HEAD", "POST"])
def token_revocation(request, key):
    """Asks first; a POST makes the token open nothing any more."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user).select_related("organisation"), key=key)
    if request.method == "POST":
        revoke_token(by=request.user, token=token)
        messages.success(request, _("Nøkkelen er trukket tilbake."))
        return redirect("api:systems")
    return render(request, "api/token_revocation.html", {"token": token})


@keepers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_new(request):
    """A new webhook. The secret that signs stands on the answer and nowhere else, ever."""
    form = WebhookForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        made = add_webhook(by=request.user, once=request.POST.get("once"), **form.cleaned_data)
        if made is None:
            messages.info(request, _("Webhooken er lagt til. Har du ikke tatt vare på hemmeligheten, så lag en ny."))
            return redirect("api:systems")
        return render(request, "api/webhook_new.html", {"webhook": made[0], "secret": made[1]})
    return render(request, "api/webhook_new.html", {"form": form}, status=422 if form.is_bound else 200)


@keepers
@require_safe
def webhook(request, key):
    """One webhook and its deliveries, the newest first."""
    found = get_object_or_404(Webhook.objects.visible_to(request.user).select_related("organisation"), key=key)
    page = keyset_page(deliveries_of(found), query=request.GET, by=("-pk",), size=25)
    page = replace(page, rows=told(found, page.rows))
    return render(request, "api/webhook.html", {"webhook": found, "page": page})


@keepers
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_end(request, key):
    """Asks first; a POST ends it: nothing more is told, and what waits is dropped."""
    found = get_object_or_404(Webhook.objects.visible_to(request.user).live(), key=key)
    if request.method == "POST":
        end_webhook(by=request.user, webhook=found)
        messages.success(request, _("Webhooken er avsluttet."))
        return redirect("api:systems")
    return render(request, "api/webhook_end.html", {"webhook": found})


@keepers
@require_POST
def webhook_again(request, key, delivery):
    """A delivery that was given up begins anew."""
    found = get_object_or_404(Webhook.objects.visible_to(request.user).live(), key=key)
    chosen = get_object_or_404(deliveries_of(found), key=delivery)
    deliver_again(by=request.user, webhook=found, delivery=chosen)
    messages.success(request, _("Meldingen er lagt i køen igjen."))
    return redirect("api:webhook", key=found.key)
