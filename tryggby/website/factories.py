"""Makes messages for tests and the demo city."""

from tryggby.website.actions import send_child_message, send_message
from tryggby.website.models import ContactMessage


def make_message(organisation, **given) -> ContactMessage:
    """A question from Ingrid Moen, with an address."""
    told = {
        "kind": ContactMessage.Kind.QUESTION,
        "text": "Når er neste frokostseminar?",
        "name": "Ingrid Moen",
        "email": "ingrid@lyngvik.example",
    }
    return send_message(by=None, organisation=organisation, **(told | given))


def make_child_message(organisation, **given) -> ContactMessage:
    """Something a child found hard to understand."""
    told = {"kind": ContactMessage.Kind.HARD, "text": "Jeg skjønte ikke ordet samtykke."}
    return send_child_message(organisation=organisation, **(told | given))
