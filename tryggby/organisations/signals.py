"""What rooms above are told of when a unit or somebody's workplace changes."""

from django.dispatch import Signal

# Memberships of `people` (numbers) began, changed or ended, or their unit did; sent inside the transaction.
places_changed = Signal()
# `units` (numbers) of `organisation` (a number) were added, changed or closed; sent inside the transaction.
units_changed = Signal()
