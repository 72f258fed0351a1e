"""The help entrance's recurring jobs."""

from tryggby.help.mails import remind_editors
from tryggby.help.static_copy import write_copy
from tryggby.outbox.door import every


@every(hours=24)
def write_help_pages() -> None:
    """Write the static pages anew, so that the files themselves never grow old."""
    write_copy()


@every(hours=24)
def tell_editors_what_is_overdue() -> None:
    """At most one mail a week to each editor."""
    remind_editors()
