"""Tidies what visitors write: the ground's own words, under the names this room uses."""

from tryggby.ground.door import one_line as line
from tryggby.ground.door import paragraphs

__all__ = ["line", "paragraphs"]
