"""The code that an empty installation is set up with: only who started it can read it."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

# Without signs that look like others.
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH, PIECE = 12, 4


def set_up_code() -> str:
    """Twelve signs in three pieces; the same on every machine with the same secret key, and kept nowhere."""
    digest = salted_hmac(
        "tryggby.organisations.set_up", "code", secret=settings.SECRET_KEY, algorithm="sha256"
    ).digest()
    number = int.from_bytes(digest)
    signs = "".join(SIGNS[number // len(SIGNS) ** place % len(SIGNS)] for place in range(LENGTH))
    return "-".join(signs[start : start + PIECE] for start in range(0, LENGTH, PIECE))


def is_set_up_code(typed: str) -> bool:
    """Whether that is the code; small letters, blanks and missing lines do not matter."""
    return constant_time_compare(_plain(typed), _plain(set_up_code()))


def _plain(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())
