"""What this room asks of rooms it may not know: an exercise of those on duty, while a drill about it runs.

Each signal is sent with `run`; the answers are looked through for the first that is not None.
"""

from django.dispatch import Signal

from tryggby.drills.models import DrillRun

DUTY_CLOCK = "duty-clock"
# Is there somebody on duty to practise with? → True. And how far has it come? → words. `by` begins it → an address.
practice_possible = Signal()
practice_begins = Signal()
practice_state = Signal()
practice_ends = Signal()


def practises_duty(run: DrillRun) -> bool:
    """True for a drill whose file says that it exercises those on duty."""
    return run.drill.body.get("practises") == DUTY_CLOCK


def answer_to(signal: Signal, run: DrillRun, **around):
    """The first answer that is not None."""
    answers = signal.send(sender=DrillRun, run=run, **around)
    return next((answer for _receiver, answer in answers if answer is not None), None)
