"""Help lines, their texts in other languages, and law snippets."""

from tryggby.help.models.law import LawSnippet
from tryggby.help.models.line import HelpLine, LineText

__all__ = ["HelpLine", "LawSnippet", "LineText"]
