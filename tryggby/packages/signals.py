"""What rooms above are told of when somebody learns, or what is to be learnt changes."""

from django.dispatch import Signal

# `people` (numbers) finished `part` at `at`, for the first time or once more; sent inside the transaction.
part_finished = Signal()
# `package` has another release than before, or one less; sent inside the transaction.
releases_changed = Signal()
