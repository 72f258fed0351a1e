"""What rooms above are told of when somebody's workplace changes."""

from django.dispatch import Signal

# Memberships of `people` (numbers) began, changed or ended, or their unit did; sent inside the transaction.
places_changed = Signal()
