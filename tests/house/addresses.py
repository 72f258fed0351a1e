"""Every address of the product, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Other people's pages, reached through an include of ours.
BORROWED = ("konto/",)
# Wagtail's own pages are walked by tryggby/knowledge/tests/test_editors_place.py: nobody but editors may open one.
EDITORS_PLACE = "tryggby.knowledge.editing_urls"


@dataclass(frozen=True)
class Address:
    """One pattern: its route, its full name, its view and the arguments it takes."""

    route: str
    name: str
    view: Any
    arguments: tuple[str, ...]
    namespaces: tuple[str, ...]

    @property
    def borrowed(self) -> bool:
        """True for the pages of a library."""
        return self.route.startswith(BORROWED)

    @property
    def full_name(self) -> str:
        """`room:noun`, as `reverse` wants it."""
        return ":".join((*self.namespaces, self.name))

    @property
    def public(self) -> bool:
        """True when anybody may open it."""
        return bool(getattr(self.view, "is_public", False))


def addresses() -> list[Address]:
    """All of them, in the order in which they are tried."""
    return list(_walk(get_resolver(), "", (), ()))


def _walk(resolver: URLResolver, before: str, spaces: tuple, arguments: tuple) -> Iterator[Address]:
    for piece in resolver.url_patterns:
        route = before + str(piece.pattern)
        taken = (*arguments, *piece.pattern.converters)
        if isinstance(piece, URLPattern):
            yield Address(route, piece.name or "", piece.callback, taken, spaces)
        elif getattr(piece.urlconf_name, "__name__", "") != EDITORS_PLACE:
            inner = (*spaces, piece.namespace) if piece.namespace else spaces
            yield from _walk(piece, route, inner, taken)
