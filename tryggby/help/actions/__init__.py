"""Verbs of the help entrance."""

from tryggby.help.actions.forgetting import forget_checkers
from tryggby.help.actions.laws import add_law, check_law, edit_law, withdraw_law
from tryggby.help.actions.lines import add_line, check_line, edit_line, withdraw_line
from tryggby.help.actions.shipped import load_shipped

__all__ = [
    "add_law",
    "add_line",
    "check_law",
    "check_line",
    "edit_law",
    "edit_line",
    "forget_checkers",
    "load_shipped",
    "withdraw_law",
    "withdraw_line",
]
