"""The person's own page: what applies, why, and what to do about it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.obligations.actions import settle_person
from tryggby.obligations.models import Leave, Obligation
from tryggby.obligations.reading import cards_of


@require_safe
def mine(request):
    """«Det som gjelder deg»: one sentence why, the due day in words, a button to begin."""
    settle_person(request.user)
    cards = cards_of(request.user)
    context = {
        "waiting": [card for card in cards if card.is_waiting],
        "others": [card for card in cards if not card.is_waiting and card.row.state != Obligation.State.ENDED],
        "over": [card for card in cards if card.row.state == Obligation.State.ENDED],
        "leave": Leave.objects.of(request.user).current().first(),
    }
    return render(request, "obligations/mine.html", context)
