"""Full addresses for mails, calendar files and codes."""

from django.conf import settings
from django.urls import reverse

from tryggby.events import tokens
from tryggby.events.models import Event, Signup


def event(of: Event) -> str:
    """The event's public page."""
    return settings.BASE_URL + reverse("events:event", args=[of.slug])


def place(signup: Signup) -> str:
    """The personal page: see, switch, cancel, answer an offer."""
    return settings.BASE_URL + reverse("events:place", args=[tokens.token(signup)])


def stream(signup: Signup) -> str:
    """The personal page of the stream."""
    return settings.BASE_URL + reverse("events:stream", args=[tokens.token(signup, tokens.STREAM)])


def ticket(signup: Signup) -> str:
    """What the code at the door says: it opens the door page for whoever keeps the door, and nothing for others."""
    return f"{settings.BASE_URL}{reverse('events:door', args=[signup.event.key])}?kode={signup.key}"
