"""How allauth is fitted to the people room."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """No open registration: people come from their organisation or an invitation."""

    def is_open_for_signup(self, request) -> bool:
        """Nobody registers alone."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Two-factor sign-in under the product's name."""
