"""What several journeys look for on a page."""

import re

from playwright.sync_api import Locator, Page, expect

# What the one who leads a drill presses in the talk: feelings, facts, learning.
TALK = ("Vi er ferdige med dette", "Vi er ferdige med dette", "Til den ene tingen")


def wrong(page: Page) -> Locator:
    """The summary of what must be put right, which has the focus when the page comes."""
    summary = page.get_by_role("region", name=re.compile("må rettes før vi kan gå videre"))
    expect(summary).to_be_focused()
    return summary


def said(page: Page, text: str) -> None:
    """The page's status line says so."""
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


class Counted:
    """A page whose pages and steps are counted: what one clicks, chooses and writes, and what is loaded."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages, self.steps = page, 0, 0
        page.on("framenavigated", lambda frame: self._loaded(frame))

    def click(self, wanted: Locator) -> None:
        """One step."""
        self.steps += 1
        wanted.click()

    def choose(self, wanted: Locator, value: str) -> None:
        """One step."""
        self.steps += 1
        wanted.select_option(value)

    def write(self, wanted: Locator, text: str) -> None:
        """One step."""
        self.steps += 1
        wanted.fill(text)

    def _loaded(self, frame) -> None:
        self.pages += frame == self.page.main_frame
