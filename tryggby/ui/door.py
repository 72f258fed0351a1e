"""What other rooms may use of the look: the mark for open pages, the shell, paging, the theme."""

from .days import date_format
from .icons import icon
from .paging import Page, keyset_page, keyset_rows
from .public import (
    child_page,
    forget_kept_pages,
    frame_language,
    in_every_tongue,
    kept_pages_stamp,
    offer_languages,
    offered_languages,
    public,
    visitor_page,
)
from .qr import qr_svg
from .shell import LanguageChoice, NavItem, RoleChoice, Shell
from .theme import BRAND, theme_css, theme_href, theme_warnings
from .trap import FASTEST, TrappedForm
from .watched import WatchedForm

__all__ = [
    "BRAND",
    "FASTEST",
    "LanguageChoice",
    "NavItem",
    "Page",
    "RoleChoice",
    "Shell",
    "TrappedForm",
    "WatchedForm",
    "child_page",
    "date_format",
    "forget_kept_pages",
    "frame_language",
    "icon",
    "in_every_tongue",
    "kept_pages_stamp",
    "keyset_page",
    "keyset_rows",
    "offer_languages",
    "offered_languages",
    "public",
    "qr_svg",
    "theme_css",
    "theme_href",
    "theme_warnings",
    "visitor_page",
]
