"""What the worker does for what is sealed: let the ladders climb, practise, forget."""

from tryggby.ground.door import settle_on_disk
from tryggby.outbox.door import every
from tryggby.voices.actions.danger import climb_ladders
from tryggby.voices.actions.duty import practise, take_access_back, tell_of_gaps
from tryggby.voices.actions.forgetting import forget_due
from tryggby.voices.actions.unread import call_for_unread


@every(seconds=15)
def climb() -> None:
    """Every clock whose minute has come."""
    climb_ladders()


@every(seconds=300)
def call_unread() -> None:
    """Texts whose reading day has come and that nobody has read."""
    call_for_unread()


@every(hours=1)
def practise_clock() -> None:
    """This month's practice, where it is due and somebody is on duty."""
    practise()


@every(hours=1)
def let_out() -> None:
    """Readers whose duty is over."""
    take_access_back()


@every(hours=6)
def look_ahead() -> None:
    """Duties that end soon with nobody after them."""
    tell_of_gaps()


@every(hours=1)
def forget_texts() -> None:
    """Texts whose 30 days are over, with a receipt."""
    if forget_due():
        settle_on_disk()
