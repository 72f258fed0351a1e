"""How allauth is fitted to the people room."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tryggby.people.models import Person, normalise_email
from tryggby.people.session import is_own_path, vouch_for_address


class AccountAdapter(DefaultAccountAdapter):
    """No open registration: people come from their organisation or an invitation."""

    def is_open_for_signup(self, request) -> bool:
        """Nobody registers alone."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Sign-in leads to our own pages only, never to another host."""
        return bool(url) and is_own_path(url)

    def login(self, request, user) -> None:
        """Begin the session; the address is known to be the person's own."""
        vouch_for_address(user)
        super().login(request, user)

    def get_password_change_redirect_url(self, request) -> str:
        """Back to Min side."""
        return reverse("people:account")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail in the receiver's language; the outbox makes it a row first."""
        person = Person.objects.filter(email=normalise_email(email)).only("language").first()
        with translation.override(person.language if person else settings.LANGUAGE_CODE):
            super().send_mail(template_prefix, email, context)


class MFAAdapter(DefaultMFAAdapter):
    """Two-factor sign-in under the product's name, its secrets sealed in the database."""

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER

    def generate_authenticator_name(self, user, type) -> str:
        """A name to begin with: «Nøkkelen min», «Nøkkel 2» …"""
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("Nøkkelen min") if number == 1 else _("Nøkkel {number}").format(number=number)

    def encrypt(self, text: str) -> str:
        """Sealed with a key of the installation's secret: a stolen database holds no usable codes."""
        return _sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; empty, so that no code fits, when the installation's secret has been changed."""
        try:
            return _sealer().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""


def _sealer() -> Fernet:
    key = hashlib.sha256(b"tryggby.people.mfa:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
