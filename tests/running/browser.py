"""A page in Debian's Chromium, and everything that must be true of it."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.running.product import Visitor

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
ARGUMENTS = [
    *["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    *["--disable-background-networking", "--disable-component-update", "--disable-sync"],
]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable")
# A page may weigh this many bytes in this many pieces, films and recordings of packages not counted.
WEIGHT, PIECES = 120_000, 14
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REMEMBER = """
addEventListener("securitypolicyviolation", event => {
  (window.__refused ??= []).push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}`);
});
"""
# What a page that follows asks for again and again is one piece, however long one has looked at it.
WEIGH = """() => {
  const asked = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(piece => !piece.name.includes("/media/"));
  const pieces = asked.filter((piece, number) => asked.findIndex(other => other.name === piece.name) === number);
  const heavy = [...pieces].sort((a, b) => b.encodedBodySize - a.encodedBodySize).slice(0, 4)
    .map(piece => `${new URL(piece.name).pathname.split("/").slice(-2).join("/")} ${piece.encodedBodySize}`);
  return {bytes: pieces.reduce((sum, piece) => sum + (piece.encodedBodySize || 0), 0), count: pieces.length, heavy};
}"""
AXE_RUN = """async rules => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
  const where = node => `${node.target.join(" ")} ${node.html.slice(0, 90)} ${node.any[0]?.message ?? ""}`;
  return found.violations.map(fault => `${fault.id} (${fault.impact}): ${fault.help} — ` +
    fault.nodes.slice(0, 3).map(where).join(" | "));
}"""


@dataclass
class Heard:
    """What a page said while it was open."""

    messages: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; Playwright's own download is never used."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise RuntimeError("no Chromium: apt-get install chromium")
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def open_context(
    browser: Browser,
    url: str,
    person: str = "",
    *,
    width: int = 1280,
    height: int = 900,
    dark: bool = False,
    language: str = "nb",
    javascript: bool = True,
) -> BrowserContext:
    """A browser of one person, signed in without touching the pages."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale={"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[language],
        timezone_id="Europe/Oslo",
        java_script_enabled=javascript,
        has_touch=width < 500,
    )
    context.set_default_timeout(15_000)
    context.add_init_script(REMEMBER)
    if person:
        cookies = Visitor(url).sign_in(person).cookies
        context.add_cookies([{"name": c.name, "value": c.value or "", "url": url, "httpOnly": True} for c in cookies])
    return context


def listen(page: Page) -> Heard:
    """Remember what the page says from now on."""
    heard = Heard()

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            heard.messages.append(f"{message.type}: {message.text}")

    def asked(request: Request) -> None:
        if request.url.startswith("http"):
            heard.hosts.add(urlsplit(request.url).netloc)

    page.on("console", said)
    page.on("pageerror", lambda error: heard.messages.append(f"error: {error}"))
    page.on("request", asked)
    page.on("requestfailed", lambda request: heard.failed.append(request.url))
    return heard


def faults_of(page: Page, heard: Heard | None = None, *, weigh: bool = True) -> list[str]:
    """Everything that is wrong with the page as it is now: axe, console, content policy, hosts, weight, reflow."""
    page.wait_for_load_state()  # a click may have set out for it just now
    faults = [f"axe: {fault}" for fault in axe(page)]
    faults += [f"content policy: {refused}" for refused in page.evaluate("() => window.__refused ?? []")]
    if heard is not None:
        faults += [f"console {message}" for message in heard.messages]
        faults += [f"another host: {host}" for host in heard.hosts if host != urlsplit(page.url).netloc]
    if weigh:
        weight = page.evaluate(WEIGH)
        if weight["bytes"] > WEIGHT or weight["count"] > PIECES:
            heavy = ", ".join(weight["heavy"])
            faults.append(
                f"weight: {weight['bytes']} bytes in {weight['count']} pieces, not {WEIGHT} in {PIECES}: {heavy}"
            )
    return faults + sideways(page)


def axe(page: Page) -> list[str]:
    """What axe finds. The script goes in through the debugger, which the page's policy does not govern."""
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8") + "\n;0")
    return page.evaluate(AXE_RUN, RULES)


def sideways(page: Page, width: int = 320) -> list[str]:
    """A fault when the page has to be scrolled sideways on a very small screen; the width is put back."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 700})
    found = page.evaluate(
        """() => {
          const wide = document.scrollingElement.scrollWidth, room = document.documentElement.clientWidth;
          if (wide <= room) return null;
          const guilty = [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > room + 1 && getComputedStyle(e).position !== "fixed")
            .slice(0, 3).map(e => e.tagName.toLowerCase() + (e.className ? "." + e.className : ""));
          return `${wide} px wide on ${room} px: ${guilty.join(", ")}`;
        }"""
    )
    if before:
        page.set_viewport_size(before)
    return [f"sideways: {found}"] if found else []


def check_page(page: Page, heard: Heard | None = None, *, weigh: bool = True) -> None:
    """Fail with the list of what is wrong with the page."""
    faults = faults_of(page, heard if heard is not None else getattr(page, "heard", None), weigh=weigh)
    assert not faults, f"{urlsplit(page.url).path}:\n" + "\n".join(faults)
