"""Personal links: derived from the sign-up's key and the installation's secret, so the database alone opens nothing."""

import base64
import hmac

from django.conf import settings
from django.utils.crypto import salted_hmac

from tryggby.events.models import Signup

# What a link opens. A ticket shown at the door does not let the doorkeeper cancel the place.
PLACE, STREAM = "place", "stream"


def token(signup: Signup, purpose: str = PLACE) -> str:
    """The token of a sign-up's link."""
    return f"{signup.key}-{_seal(signup, purpose, settings.SECRET_KEY)}"


def find(text: str, purpose: str = PLACE) -> Signup | None:
    """The sign-up that a token opens, with event and seating; None when it is foreign, old or revoked."""
    key, _, seal = text.partition("-")
    found = Signup.objects.select_related("event__organisation", "seating").filter(key=key).first()
    if found is None:
        return None
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    fits = [hmac.compare_digest(_seal(found, purpose, secret).encode(), seal.encode()) for secret in secrets]
    return found if any(fits) else None


def _seal(signup: Signup, purpose: str, secret: str) -> str:
    """A hundred bits over key and purpose; the stream's also over the epoch, so that it can be revoked."""
    value = f"{signup.key}:{signup.stream_epoch}" if purpose == STREAM else signup.key
    digest = salted_hmac(f"tryggby.events.{purpose}", value, secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:20]
