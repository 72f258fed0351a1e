"""Personal links of a day: derived from its key and the installation's secret, so the database alone opens nothing."""

import base64
import hmac

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from tryggby.outreach.models import OutreachDay

# What a link opens: one's own request, or the three questions for everybody who came.
OWN, ANSWERS = "own", "answers"


def token(day: OutreachDay, purpose: str) -> str:
    """The token of a link."""
    return f"{day.key}-{_seal(day.key, purpose, settings.SECRET_KEY)}"


def find(text: str, purpose: str) -> OutreachDay | None:
    """The day a token opens; None when it is foreign or the other link's."""
    key, _, seal = text.partition("-")
    found = OutreachDay.objects.select_related("organisation").filter(key=key).first()
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    fits = [hmac.compare_digest(_seal(key, purpose, secret).encode(), seal.encode()) for secret in secrets]
    return found if any(fits) else None


def link(day: OutreachDay, purpose: str) -> str:
    """The full address, for mails."""
    name = "outreach:request" if purpose == OWN else "outreach:evaluation"
    return settings.BASE_URL + reverse(name, args=[token(day, purpose)])


def _seal(key: str, purpose: str, secret: str) -> str:
    digest = salted_hmac(f"tryggby.outreach.{purpose}", key, secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:20]
