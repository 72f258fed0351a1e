"""How the deliveries of webhooks fare, for the coordinator's pages."""

from dataclasses import dataclass

from django.db.models import Count

from tryggby.api.models import Webhook
from tryggby.api.words import trouble_of
from tryggby.outbox.door import Delivery


@dataclass(frozen=True)
class Shown:
    """A webhook with how many of its deliveries were taken, wait, and were given up."""

    webhook: Webhook
    sent: int
    waiting: int
    dead: int


def deliveries_of(webhook: Webhook):
    """The deliveries of one webhook; whoever asks has been let in to it."""
    return Delivery.objects.concerning(webhook.about)


def shown(webhooks: list[Webhook]) -> list[Shown]:
    """Webhooks with their counts. One query."""
    about = {webhook.about: webhook for webhook in webhooks}
    counts: dict[str, dict[str, int]] = {name: {} for name in about}
    rows = Delivery.objects.filter(about__in=list(about)).order_by().values("about", "state").annotate(n=Count("pk"))
    for row in rows:
        counts[row["about"]][row["state"]] = row["n"]
    state = Delivery.State
    return [
        Shown(
            webhook=webhook,
            sent=counts[name].get(state.SENT, 0),
            waiting=counts[name].get(state.QUEUED, 0) + counts[name].get(state.SENDING, 0),
            dead=counts[name].get(state.DEAD, 0),
        )
        for name, webhook in about.items()
    ]


@dataclass(frozen=True)
class Told:
    """A delivery as the page shows it."""

    delivery: Delivery
    trouble: str
    colour: str
    waits: bool
    again: bool


def told(webhook: Webhook, deliveries: list[Delivery]) -> list[Told]:
    """Deliveries with why they were not taken, and whether a person may send them again."""
    state = Delivery.State
    colours = {state.SENT.value: "success", state.DEAD.value: "warning"}
    return [
        Told(
            delivery=one,
            trouble=trouble_of(one),
            colour=colours.get(one.state, "neutral"),
            waits=one.state == state.QUEUED and one.tries > 0,
            again=one.state == state.DEAD and webhook.ended_at is None,
        )
        for one in deliveries
    ]
