"""The API room's door: the error pages of other systems, for whoever answers when no view does."""

from tryggby.api.protocol.problems import is_for_systems, problem_page

__all__ = ["is_for_systems", "problem_page"]
