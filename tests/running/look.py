"""`bin/look PATH`: signs in to the running demo, saves a picture of the page, and says what is wrong with it.

bin/look /hjem/ --as leder --width 390 --dark --lang nn
bin/look / --full --out front.png
"""

import argparse
import os
import re
import socket
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.running.browser import WEIGH, faults_of, launch, listen, open_context
from tests.running.steps import ROOT


def main(arguments: list[str]) -> int:
    """Returns 1 when something is wrong with the page."""
    options = _options(arguments)
    url = f"http://127.0.0.1:{options.port}"
    try:
        socket.create_connection(("127.0.0.1", options.port), timeout=2).close()
    except OSError:
        print(f"Nothing runs on port {options.port}. Start it with ./run demo or bin/dev; or give --port.")
        return 2
    path = options.path if options.path.startswith("/") else f"/{options.path}"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = open_context(
            browser, url, options.person, width=options.width, height=options.height, dark=options.dark
        )
        page = context.new_page()
        if options.lang != "nb":
            path = _in_language(page, url, path, options)
        heard = listen(page)
        answer = page.goto(path, wait_until="load")
        picture = Path(options.out) if options.out else _picture(path, options)
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(picture), full_page=not options.fold)
        faults = faults_of(page, heard)
        weight = page.evaluate(WEIGH)
        print(f"{answer.status if answer else '?'} {page.url}  «{page.title()}»")
        print(f"picture: {picture.relative_to(ROOT) if picture.is_relative_to(ROOT) else picture}")
        print(f"weight: {weight['bytes'] / 1000:.0f} kB in {weight['count']} pieces")
        print("\n".join(faults) if faults else "axe, console, content policy, hosts, reflow at 320 px: nothing found")
        browser.close()
    return 1 if faults else 0


def _in_language(page, url: str, path: str, options: argparse.Namespace) -> str:
    """Visitors choose by address; whoever is signed in has a language of their own, changed and put back by hand."""
    if not options.person:
        return f"/{options.lang}{path}"
    page.goto("/min-side/")
    page.locator(f'[name="language"][value="{options.lang}"], select[name="language"]').first.evaluate(
        "(field, value) => { if (field.tagName === 'SELECT') field.value = value; else field.checked = true; }",
        options.lang,
    )
    page.locator('form:has([name="language"]) [type="submit"]').first.click()
    return path


def _picture(path: str, options: argparse.Namespace) -> Path:
    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "forsiden"
    parts = [name, options.person, str(options.width), "dark" if options.dark else "", options.lang]
    return ROOT / "var" / "look" / ("_".join(part for part in parts if part) + ".png")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/look", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("path", help="e.g. /hjem/")
    parser.add_argument("--as", dest="person", default="", help="ansatt mentor leder koordinator redaktor …")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--lang", choices=("nb", "nn", "en"), default="nb")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--fold", action="store_true", help="only what shows without scrolling")
    parser.add_argument("--out", help="where the picture goes; var/look/ otherwise")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
