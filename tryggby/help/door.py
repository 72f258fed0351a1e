"""The help entrance's door: its pages as they are served, verified lines and sections of the law, loading both."""

from tryggby.help.actions import check_law, check_line, load_shipped
from tryggby.help.demo import build as build_demo
from tryggby.help.laws import law_snippets
from tryggby.help.models import HelpLine, LawSnippet
from tryggby.help.overdue import overdue_records
from tryggby.help.pages import copy_stamp
from tryggby.help.registry import (
    CHILDRENS_PHONE,
    answering_now,
    answers_always,
    help_cards,
    lines_for,
    public_lines,
)
from tryggby.help.static_copy import static_copy, write_copy

__all__ = [
    "CHILDRENS_PHONE",
    "HelpLine",
    "LawSnippet",
    "answering_now",
    "answers_always",
    "build_demo",
    "check_law",
    "check_line",
    "copy_stamp",
    "help_cards",
    "law_snippets",
    "lines_for",
    "load_shipped",
    "overdue_records",
    "public_lines",
    "static_copy",
    "write_copy",
]
