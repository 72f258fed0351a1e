"""Where a run stands: the step, what its clock says, and what comes before and after. Pure."""

import datetime as dt
from dataclasses import dataclass

from tryggby.mentoring.models import Practice
from tryggby.packages.door import PracticeSheet, PracticeStep


@dataclass(frozen=True)
class Moment:
    """The run at one moment. `index` is 0-based; `left` are seconds of the step, below zero when it runs over."""

    step: PracticeStep
    index: int
    steps: int
    left: int
    paused: bool
    started: bool

    @property
    def mark(self) -> str:
        """Changes when the big screen has something new to show: the step, a pause, a beginning."""
        return f"{self.index}-{'p' if self.paused else 'g' if self.started else 'v'}"

    @property
    def marks(self) -> list[str]:
        """One mark per step for the row of dots."""
        return ["done" if n < self.index else "now" if n == self.index else "coming" for n in range(self.steps)]

    @property
    def clock(self) -> str:
        """«04:12», or «+00:30» when the step runs over."""
        minutes, seconds = divmod(abs(self.left), 60)
        return f"{'+' if self.left < 0 else ''}{minutes:02d}:{seconds:02d}"

    @property
    def spoken(self) -> int:
        """Whole minutes left, for the label; none below zero."""
        return max(0, round(self.left / 60))

    @property
    def before(self) -> int | None:
        """The step before, 0-based."""
        return self.index - 1 if self.index else None

    @property
    def after(self) -> int | None:
        """The step after, 0-based; None on the last."""
        return self.index + 1 if self.index + 1 < self.steps else None


def moment_of(practice: Practice, sheet: PracticeSheet, now: dt.datetime | None = None) -> Moment:
    """The present moment of a run; a step beyond the sheet's last shows the last."""
    index = min(practice.step, len(sheet.steps) - 1)
    step = sheet.steps[index]
    return Moment(
        step=step,
        index=index,
        steps=len(sheet.steps),
        left=step.minutes * 60 - practice.seconds_used(now),
        paused=practice.is_paused,
        started=practice.started_at is not None,
    )
