"""Views of the room: what everybody reads, files, and the editors' overview."""

from tryggby.knowledge.views.files import film, film_captions, image
from tryggby.knowledge.views.overview import edition, overview, review
from tryggby.knowledge.views.public import article, audience, child, children, feed, glossary, index, parent, theme

__all__ = [
    "article",
    "audience",
    "child",
    "children",
    "edition",
    "feed",
    "film",
    "film_captions",
    "glossary",
    "image",
    "index",
    "overview",
    "parent",
    "review",
    "theme",
]
