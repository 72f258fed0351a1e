"""What rooms high up are told of, when the one that tells may not know them."""

from django.dispatch import Signal

# The demo city stands: `on` the day, `organisation` the owner, `people` by demo name, `rng`. Each room adds its own.
demo_stands = Signal()
