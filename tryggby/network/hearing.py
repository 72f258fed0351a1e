"""What the network hears from children's advice: that a piece was taken back, and that somebody chooses questions."""

from functools import partial

from django.db import transaction

from tryggby.network.actions import renew_release
from tryggby.network.models import AgreedQuestion, City, NetworkMembership
from tryggby.voices.door import advice_withdrawn, questions_agreed


def hear_withdrawal(*, advice, **_named) -> None:
    """The city's file is signed anew without it as soon as it is taken back; a job tries again when that fails."""
    for city in City.objects.filter(organisation=advice.organisation_id):
        transaction.on_commit(partial(renew_release, by=None, city=city), robust=True)


def tell_agreed(*, organisation, **_named) -> list[str]:
    """What the organisation's city has agreed to ask, in all its networks."""
    here = NetworkMembership.objects.current().filter(city__organisation=organisation)
    rows = AgreedQuestion.objects.filter(network__in=here.values("network"), until=None)
    return sorted(set(rows.values_list("slug", flat=True)))


def listen() -> None:
    """Called when the room is ready."""
    advice_withdrawn.connect(hear_withdrawal, dispatch_uid="network.withdrawn")
    questions_agreed.connect(tell_agreed, dispatch_uid="network.agreed")
