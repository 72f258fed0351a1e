"""The coordinator's pages: the directory at a glance, tokens, and what each group stands for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.organisations.door import TokenForm, keepers, organisations_of
from tryggby.scim.actions import end_rule, make_token, revoke_token, set_rule
from tryggby.scim.forms import RuleForm
from tryggby.scim.models import ScimAccount, ScimGroup, ScimToken
from tryggby.ui.door import keyset_page

ORDER = ("display_name", "pk")


@keepers
@require_safe
def directory(request):
    """Where the directory connects, which tokens open, which groups mean something, and what needs a look."""
    groups = ScimGroup.objects.visible_to(request.user).select_related("organisation").listed()
    accounts = ScimAccount.objects.visible_to(request.user)
    context = {
        "organisations": organisations_of(request.user),
        "root": request.build_absolute_uri("/scim/v2"),
        "tokens": ScimToken.objects.visible_to(request.user).select_related("organisation", "made_by")[:50],
        "unmapped": keyset_page(groups.unmapped(), query=request.GET, by=ORDER, size=50),
        "mapped": groups.mapped()[:500],
        "active": accounts.active().count(),
        "waiting": accounts.unsettled().count(),
        "snags": accounts.exclude(snag="").select_related("organisation")[:50],
    }
    return render(request, "scim/directory.html", context)


@keepers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request):
    """A new token. Its secret stands on the answer and nowhere else, ever."""
    form = TokenForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        made = make_token(by=request.user, once=request.POST.get("once"), **form.cleaned_data)
        if made is None:
            messages.info(request, _("Nøkkelen er laget og vist. Har du ikke tatt vare på den, så lag en ny."))
            return redirect("scim:directory")
        context = {"token": made[0], "secret": made[1], "root": request.build_absolute_uri("/scim/v2")}
        return render(request, "scim/token_new.html", context)
    return render(request, "scim/token_new.html", {"form": form}, status=422 if form.is_bound else 200)


@keepers
@require_http_methods(["GET", "HEAD", "POST"])
def token_revocation(request, key):
    """Asks first; a POST makes the token open nothing any more."""
    token = get_object_or_404(ScimToken.objects.visible_to(request.user).select_related("organisation"), key=key)
    if request.method == "POST":
        revoke_token(by=request.user, token=token)
        messages.success(request, _("Nøkkelen er trukket tilbake."))
        return redirect("scim:directory")
    return render(request, "scim/token_revocation.html", {"token": token})


@keepers
@require_http_methods(["GET", "HEAD", "POST"])
def group(request, key):
    """Who is in a group, and which unit and role it stands for; a POST says so."""
    found = get_object_or_404(ScimGroup.objects.visible_to(request.user).listed(), key=key)
    rule = found.current_rules[0] if found.current_rules else None
    initial = {"unit": rule.unit, "role": rule.role} if rule else {}
    form = RuleForm(request.POST or None, group=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_rule(by=request.user, group=found, **form.cleaned_data)
        messages.success(
            request, _("%(group)s er koblet til %(unit)s.") % {"group": found, "unit": form.cleaned_data["unit"]}
        )
        return redirect("scim:directory")
    members = ScimAccount.objects.visible_to(request.user).filter(groups__group=found)
    page = keyset_page(members, query=request.GET, by=("folded_name", "pk"), size=50)
    context = {"group": found, "rule": rule, "form": form, "page": page}
    return render(request, "scim/group.html", context, status=422 if form.is_bound else 200)


@keepers
@require_http_methods(["GET", "HEAD", "POST"])
def group_rule_end(request, key):
    """Asks first; a POST makes the group stand for nothing."""
    found = get_object_or_404(ScimGroup.objects.visible_to(request.user).mapped().listed(), key=key)
    if request.method == "POST":
        end_rule(by=request.user, group=found)
        messages.success(request, _("%(group)s er ikke lenger koblet til noen enhet.") % {"group": found})
        return redirect("scim:directory")
    return render(request, "scim/group_rule_end.html", {"group": found, "rule": found.current_rules[0]})
