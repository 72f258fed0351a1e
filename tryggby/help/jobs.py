"""The help entrance's recurring jobs."""

from tryggby.help.actions import forget_checkers
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


@every(hours=24)
def forget_who_checked_what_is_gone() -> None:
    """A year after a line or a section was withdrawn."""
    forget_checkers()
