"""Writes static/ui/app.css from the component files; run it after every change under css/."""

from django.core.management.base import BaseCommand

from tryggby.ui.stylesheet import OUTPUT, stylesheet


class Command(BaseCommand):
    """`bin/manage build_css`"""

    help = __doc__
    requires_system_checks = ()

    def handle(self, **options):
        """Write the file and tell its size."""
        text = stylesheet()
        OUTPUT.write_text(text)
        self.stdout.write(f"{OUTPUT.name}: {len(text.encode())} bytes")
