"""What rooms above are told of when a unit, somebody's workplace or the installation changes."""

from django.dispatch import Signal

# Memberships of `people` (numbers) began, changed or ended, or their unit did; sent inside the transaction.
places_changed = Signal()
# `units` (numbers) of `organisation` (a number) were added, changed or closed; sent inside the transaction.
units_changed = Signal()
# The installation was set up or got another name or colour, or an organisation began or ceased to take part; sent
# inside the transaction.
installation_changed = Signal()
