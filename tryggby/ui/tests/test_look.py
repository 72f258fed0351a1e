"""The gallery in a real browser: accessible, narrow enough, quiet under the strict policy, quick to leave."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
PAGES = ["/ui/", "/ui/ansatt/", "/ui/kjor/", "/ui/storskjerm/", "/ui/ark/", "/ui/feil/"]
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(opened, axe, page, scheme):
    with opened(page, scheme=scheme, width=390, bypass_csp=True) as shown:
        shown.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = !one.dataset.menu))")
        assert axe(shown) == []
        shown.set_viewport_size({"width": 1280, "height": 900})
        assert axe(shown) == []


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("page", PAGES)
def test_narrow_page_does_not_scroll_sideways(opened, page):
    with opened(page, width=320, bypass_csp=True) as shown:
        assert shown.evaluate(SIDEWAYS) <= 0
        if page != "/ui/storskjerm/":
            shown.add_style_tag(content=SPACED)
            assert shown.evaluate(SIDEWAYS) <= 0


@pytest.mark.shows("foundation.2")
@pytest.mark.parametrize("page", PAGES)
def test_page_is_quiet_light_and_from_one_host(opened, address, page):
    with opened("/ui/feil/") as shown:
        answers = []
        shown.on("response", lambda answer: answers.append(answer))
        shown.goto(address + page)
        shown.wait_for_load_state("networkidle")
        assert shown.said == []
        assert all(answer.url.startswith((address, "data:")) for answer in answers)
        assert [answer.url for answer in answers if answer.status >= 400] == []
        assert len(answers) <= 12


def test_the_font_is_ours(opened):
    with opened("/ui/") as shown:
        assert shown.evaluate("getComputedStyle(document.body).fontFamily").startswith("TryggbySans")


def test_targets_are_large_enough(opened):
    with opened("/ui/", width=390) as shown:
        small = shown.evaluate(
            "[...document.querySelectorAll('.ds-button, summary, .nav a, .site-footer a')]"
            ".filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"
        )
        assert small == []


def test_exit_replaces_the_page(opened, address):
    with opened("/ui/feil/") as shown:
        shown.goto(f"{address}/ui/")
        shown.route("**/forlat/", lambda route: route.fulfill(body="vær"))
        shown.click(".safety [data-exit]")
        shown.wait_for_url("**/forlat/")
        shown.go_back()
        assert shown.url.endswith("/ui/feil/")


def test_three_shifts_leave_and_typing_capitals_does_not(opened):
    with opened("/ui/") as shown:
        shown.route("**/forlat/", lambda route: route.fulfill(body="vær"))
        for letter in "ABC":
            shown.keyboard.press(f"Shift+{letter}")
        shown.keyboard.press("Shift")
        shown.keyboard.press("Shift")
        assert "én gang til" in shown.text_content("[data-exit-status]")
        shown.keyboard.press("Tab")
        shown.keyboard.press("Shift")
        assert shown.url.endswith("/ui/")
        shown.keyboard.press("Shift")
        shown.keyboard.press("Shift")
        shown.wait_for_url("**/forlat/")


def test_exit_works_without_scripts(opened):
    with opened("/ui/", java_script_enabled=False) as shown:
        shown.route("**/forlat/", lambda route: route.fulfill(body="vær"))
        shown.click(".safety [data-exit]")
        assert shown.url.endswith("/forlat/")


def test_menu_closes_on_escape_and_gives_focus_back(opened):
    with opened("/ui/ansatt/", width=390) as shown:
        shown.click(".phone-menu summary")
        assert shown.is_visible(".phone-menu .menu-panel")
        shown.keyboard.press("Escape")
        assert not shown.is_visible(".phone-menu .menu-panel")
        assert shown.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_error_summary_takes_focus(opened):
    with opened("/ui/ansatt/") as shown:
        assert shown.evaluate("document.activeElement.matches('.ds-error-summary')")


def test_clock_counts_pauses_and_survives_a_reload(opened):
    with opened("/ui/kjor/", width=390) as shown:
        expect(shown.locator("[data-clock-face]")).not_to_have_text("06:00")
        shown.click("[data-clock-pause]")
        left = shown.text_content("[data-clock-face]")
        assert "Fortsett" in shown.text_content("[data-clock-pause]")
        shown.reload()
        assert shown.text_content("[data-clock-face]") == left


def test_typed_text_is_kept_and_leaving_asks(opened):
    with opened("/ui/ansatt/") as shown:
        shown.fill("#id_text", "Vi lærte å vente.")
        asked = []
        shown.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        shown.goto(shown.url.replace("/ansatt/", "/"))
        assert asked == ["beforeunload"]


def test_the_sheet_is_one_page_on_paper(opened):
    with opened("/ui/ark/") as shown:
        assert shown.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
        shown.emulate_media(media="print")
        assert not shown.is_visible("[data-print]")
