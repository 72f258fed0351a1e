"""A new key for badges: `bin/manage rotate_badge_key`. What the former one signed stays verifiable."""

from django.core.management.base import BaseCommand

from tryggby.certificates.actions import rotate_badge_key


class Command(BaseCommand):
    """Retires the key that signs and makes a new one."""

    help = "Sign certificates with a new key from now on."

    def handle(self, *args, **options) -> None:
        """Rotate, and say the new key's name."""
        self.stdout.write(f"New key {rotate_badge_key(by=None).name}. What the former one signed stays verifiable.")
