"""Addresses that are printed, drawn as a QR code, signed or kept: the same whoever makes them, in whatever language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def lasting_path(name: str, *arguments) -> str:
    """The path of an address without a language in it, as it stands on walls and paper."""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse(name, args=arguments)
