"""Sign-in, sign-out, and a person's own pages."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.audit.door import verb_name
from tryggby.people.actions import change_details, end_sessions
from tryggby.people.forms import CodeForm, DetailsForm
from tryggby.people.models import Person
from tryggby.people.own import acts_of
from tryggby.people.session import next_path
from tryggby.people.session import sign_in as begin_session
from tryggby.people.stored import stored_about
from tryggby.ui.door import keyset_page, public

# The demo city's people in the order they are offered: user name -> role.
DEMO_ROLES = {
    "ansatt": gettext_lazy("Ansatt"),
    "mentor": gettext_lazy("Mentor"),
    "leder": gettext_lazy("Leder"),
    "koordinator": gettext_lazy("Koordinator"),
    "redaktor": gettext_lazy("Redaktør"),
    "nettverk": gettext_lazy("Nettverkskoordinator"),
    "personvern": gettext_lazy("Personvernansvarlig"),
    "nabo": gettext_lazy("Leder i nabokommunen"),
}


@dataclass(frozen=True)
class DemoChoice:
    """One button on the demo's sign-in page."""

    person: Person
    role: str


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """The ways in. In the demo also one button per person, posted here as `demo=<username>`."""
    if request.method == "POST":
        return _demo_sign_in(request)
    if request.user.is_authenticated and not settings.DEMO:
        return redirect(next_path(request))
    wanted = next_path(request)
    wanted = "" if wanted == settings.LOGIN_REDIRECT_URL else wanted
    password_url = reverse("account_login") + (f"?{urlencode({'next': wanted})}" if wanted else "")
    return render(
        request,
        "people/sign_in.html",
        {"form": CodeForm(), "next_url": wanted, "password_url": password_url, "demo_people": _demo_choices()},
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request):
    """Asks first; a POST ends the session."""
    if request.method == "POST":
        logout(request)
        messages.success(request, _("Du er logget ut."))
        return redirect(settings.LOGOUT_REDIRECT_URL)
    if not request.user.is_authenticated:
        return redirect("people:sign_in")
    return render(request, "people/sign_out.html")


@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Min side: name, language, how one signs in, and the way out everywhere."""
    person = request.user
    details = {name: getattr(person, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=details)
    if request.method == "POST" and form.is_valid():
        change_details(by=person, person=person, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Lagret."))
        return redirect("people:account")
    status = 422 if form.is_bound else 200
    return render(request, "people/account.html", {"form": form, "person": person}, status=status)


@require_safe
def stored(request):
    """What we store about the person who asks, and what they have done here."""
    page = keyset_page(acts_of(request.user), query=request.GET, by=("-id",), size=25)
    acts = [{"at": entry.at, "what": verb_name(entry.verb)} for entry in page]
    return render(request, "people/stored.html", {"parts": stored_about(request.user), "acts": acts, "page": page})


@require_POST
def everywhere(request):
    """Logg ut overalt: ends every session of the person, this one too."""
    end_sessions(by=request.user, person=request.user)
    logout(request)
    messages.success(request, _("Du er logget ut på alle maskiner og telefoner."))
    return redirect("people:sign_in")


def _demo_sign_in(request):
    """Signs in as a person of the demo city; outside the demo there is no such thing."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person.objects.for_demo(), demo_name=request.POST.get("demo", ""))
    wanted = next_path(request)
    begin_session(request, person)
    return redirect(wanted)


def _demo_choices() -> list[DemoChoice]:
    if not settings.DEMO:
        return []
    found = {person.demo_name: person for person in Person.objects.for_demo()}
    return [DemoChoice(found[name], str(role)) for name, role in DEMO_ROLES.items() if name in found]
