"""What other rooms may use of the look: the mark for open pages, the shell, paging, the theme."""

from .icons import icon
from .paging import Page, keyset_page
from .public import public, visitor_page
from .qr import qr_svg
from .shell import LanguageChoice, NavItem, RoleChoice, Shell
from .theme import BRAND, theme_css, theme_href, theme_warnings
from .trap import TrappedForm

__all__ = [
    "BRAND",
    "LanguageChoice",
    "NavItem",
    "Page",
    "RoleChoice",
    "Shell",
    "TrappedForm",
    "icon",
    "keyset_page",
    "public",
    "qr_svg",
    "theme_css",
    "theme_href",
    "theme_warnings",
    "visitor_page",
]
