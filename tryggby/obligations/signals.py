"""What rooms above are told of when obligations change."""

from django.dispatch import Signal

# `pairs` is a set of (requirement, unit) numbers whose obligations changed; sent inside the transaction.
obligations_changed = Signal()
