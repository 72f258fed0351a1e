"""What several journeys look for on a page."""

import re

from playwright.sync_api import Locator, Page, expect


def wrong(page: Page) -> Locator:
    """The summary of what must be put right, which has the focus when the page comes."""
    summary = page.get_by_role("region", name=re.compile("må rettes før vi kan gå videre"))
    expect(summary).to_be_focused()
    return summary


def said(page: Page, text: str) -> None:
    """The page's status line says so."""
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()
