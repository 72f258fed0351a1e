"""What a passphrase and a printed recovery code are, and how hard they are to guess."""

import secrets
import unicodedata

from django.conf import settings

# No vowels and no look-alikes, so that the code can be read aloud and spells nothing. 28 signs: 4.8 bits each.
SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
GROUPS, LENGTH = 6, 5
SHORTEST = 16


def cost() -> dict[str, int]:
    """How much work one derivation is; kept with every lock, so that it can be raised later."""
    return dict(settings.SEALING_COST)


def tidy(words: str) -> str:
    """The same passphrase whichever keyboard typed it."""
    return " ".join(unicodedata.normalize("NFKC", words).split())


def new_code() -> str:
    """A recovery code of six groups (144 bits)."""
    return code_from(secrets.token_bytes(32))


def tidy_code(code: str) -> str:
    """The code without what people add or leave out when they type it."""
    return "".join(sign for sign in code.upper() if sign in SIGNS)


def code_from(seed: bytes) -> str:
    """The recovery code that a random seed of 32 bytes stands for."""
    number = int.from_bytes(seed, "big")
    signs = []
    for _ in range(GROUPS * LENGTH):
        number, place = divmod(number, len(SIGNS))
        signs.append(SIGNS[place])
    text = "".join(signs)
    return "-".join(text[start : start + LENGTH] for start in range(0, len(text), LENGTH))
