"""The help entrance's door: the verified lines."""

from tryggby.help.lines import HelpLine, help_lines, lines_for

__all__ = ["HelpLine", "help_lines", "lines_for"]
