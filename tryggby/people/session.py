"""Where a session begins and where it leads: sign a person in, and only addresses of our own after it."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, login, logout
from django.db.models import Q
from django.utils.http import url_has_allowed_host_and_scheme

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(request, person) -> None:
    """Begin a session for a person who has shown who they are; whoever was signed in is signed out."""
    if BACKEND_SESSION_KEY in request.session:
        logout(request)
    vouch_for_address(person)
    login(request, person, backend=BACKEND)


def vouch_for_address(person) -> None:
    """Make the person's address the one verified address allauth knows of them.

    The address comes from the employer or was confirmed by mail; `Person.email` is the truth, allauth's row follows.
    """
    if EmailAddress.objects.filter(user=person, email=person.email, verified=True, primary=True).exists():
        return
    EmailAddress.objects.filter(Q(user=person) | Q(email=person.email)).delete()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def is_own_path(url: str) -> bool:
    """True for an address inside the product: relative, one leading slash, no tricks."""
    return (
        url.startswith("/")
        and url.isprintable()
        and "\\" not in url
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


def next_path(request) -> str:
    """Where the person was going (`next`), or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else settings.LOGIN_REDIRECT_URL
