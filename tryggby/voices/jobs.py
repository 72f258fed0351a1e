"""What the worker does for children's advice: release figures, forget, and check our promises."""

from tryggby.ground.door import settle_on_disk
from tryggby.outbox.door import every
from tryggby.voices import clock_jobs  # noqa: F401  (declares its own jobs)
from tryggby.voices.actions.answer import forget_sent
from tryggby.voices.actions.channel import close_with_units
from tryggby.voices.actions.statistic import release_due
from tryggby.voices.actions.truth import release_truths
from tryggby.voices.proofs import run_checks


@every(hours=6)
def release_figures() -> None:
    """Tables of whole weeks, when the rules allow."""
    release_due()
    release_truths()


@every(hours=1)
def forget() -> None:
    """Marks of forms."""
    if forget_sent():
        settle_on_disk()


@every(hours=1)
def close_channels() -> None:
    """Channels of units that are closed."""
    close_with_units()


@every(hours=1)
def check_promises() -> None:
    """Every check of the proof page."""
    run_checks()
