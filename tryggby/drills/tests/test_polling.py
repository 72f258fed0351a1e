"""How often a phone asks: no inject waits longer than a period for the next question, and that is within the goal."""

import pytest

from tests.running.browser import launch
from tests.running.drill_cases import LIVE, PERIOD, REACHED, period_of
from tests.shows import lacks_tool

# What is left of the goal for the answer to get there.
ANSWER = 0.5
PAGE = '<!doctype html><title>x</title><main data-live-mark="a"></main><script type="module" src="/live.js"></script>'
STEP = 100

pytestmark = pytest.mark.shows("drills.2")


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            started = launch(playwright)
        except RuntimeError as reason:
            pytest.skip(lacks_tool(reason))
        yield started
        started.close()


# When a phone asks is read off its own clock, which stands still between the steps: nothing depends on the machine.
NOTES = """
Math.random = () => LUCK;
window.asked = [];
const began = performance.now();
const { fetch } = window;
window.fetch = (...request) => {
  window.asked.push((performance.now() - began) / 1000);
  return fetch(...request);
};
"""


def asked_at(browser, luck: float) -> list[float]:
    """Seconds after the page came at which a phone asked, in twelve seconds, when its dice show `luck`."""
    context = browser.new_context()
    page = context.new_page()

    def answer(route):
        if route.request.url.endswith("/live.js"):
            route.fulfill(content_type="text/javascript", body=LIVE.read_text("utf-8"))
        elif "if-none-match" in route.request.headers:
            route.fulfill(status=304)
        else:
            route.fulfill(content_type="text/html", body=PAGE)

    page.route("**/*", answer)
    page.clock.install(time=0)
    page.clock.pause_at(3600)
    page.add_init_script(NOTES.replace("LUCK", str(luck)))
    page.goto("http://drill.test/bli-med/")
    for _ in range(12_000 // STEP):
        page.clock.run_for(STEP)
    asked = page.evaluate("() => window.asked")
    context.close()
    return asked


@pytest.mark.parametrize("luck", [0.0, 0.5, 0.999])
def test_no_inject_waits_longer_than_a_period_for_the_next_question(browser, luck):
    asked = asked_at(browser, luck)
    gaps = [later - earlier for earlier, later in zip([0.0, *asked], asked, strict=False)]
    assert len(asked) >= 4
    # An inject that comes right after a question waits the whole gap; time is read to within a step.
    assert max(gaps) <= PERIOD + STEP / 1000


def test_the_bench_asks_as_often_as_a_phone_does_and_that_is_often_enough():
    assert period_of(LIVE.read_text("utf-8")) == PERIOD
    assert 0 < PERIOD + ANSWER <= REACHED


def test_a_period_that_is_hidden_from_the_bench_is_found():
    with pytest.raises(AssertionError, match="period"):
        period_of("const PERIOD = fast();")
