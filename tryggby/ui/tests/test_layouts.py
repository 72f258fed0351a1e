"""The layouts: what surrounds a page for a visitor, an employee, a printed sheet and a page that failed."""

import itertools
import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from tryggby.ui.context import shell as shell_context
from tryggby.ui.door import NavItem, Shell, public

PAGES = ["/ui/", "/ui/ansatt/", "/ui/kjor/", "/ui/storskjerm/", "/ui/ark/", "/ui/feil/"]
ERRORS = ["400", "403", "404", "413", "422", "429", "500", "503", "csrf"]


@pytest.fixture(autouse=True)
def _visitors_shell(settings):
    settings.UI_SHELL = ""
    settings.DEMO = True


@pytest.mark.parametrize("page", PAGES)
def test_page_has_one_title_one_heading_one_main_and_language(client, page):
    html = client.get(page).text
    assert html.count("<h1") == html.count("<title>") == html.count("<main") == 1
    assert re.search(r'<html lang="nb"', html)
    assert 'name="referrer" content="no-referrer"' in html


@pytest.mark.parametrize("page", PAGES)
def test_headings_do_not_jump(client, page):
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(page).text)]
    main = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in itertools.pairwise(main)), main


@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_inline_style_script_or_foreign_host(client, page):
    html = client.get(page).text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|https?://(?!tryggby\.example|www\.w3\.org)", html)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_used_once(client, page):
    ids = re.findall(r'\sid="([^"]+)"', client.get(page).text)
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})


def test_visitor_has_the_safety_bar_with_two_plain_links(client):
    html = client.get("/ui/").text
    assert html.index('class="safety"') < html.index("<main")
    assert 'href="/hjelp/"' in html
    assert html.count("data-exit ") == 2
    assert 'href="tel:116111"' in html
    assert "forlat.js" in html


def test_status_lines_are_read_aloud_politely(client):
    html = client.get("/ui/ansatt/").text
    assert re.search(r'<div class="status" role="status"><p class="status-line" data-color="success">', html)


def test_staff_pages_have_no_exit_but_a_worry_link(client):
    html = client.get("/ui/ansatt/").text
    assert "data-exit" not in html
    assert "Bekymret for et barn?" in html


def test_role_switch_names_units_and_marks_the_present_one(client):
    html = client.get("/ui/ansatt/").text
    assert html.count('name="role"') == 2
    assert re.search(r'value="1" aria-current="true"', html)


def test_gallery_is_closed_outside_demo(client, settings):
    settings.DEMO = False
    assert all(client.get(page).status_code == 404 for page in PAGES)


def test_gallery_opens_without_a_database(client):
    for page in PAGES:
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("name", ERRORS)
def test_error_page_needs_no_context_and_gives_help(name):
    html = render_to_string(f"{name}.html")
    assert "tel:112" in html
    assert "tel:116111" in html
    assert '<html lang="nb"' in html
    assert html.count("<h1") == 1


def test_shell_of_a_visitor_without_desk(rf):
    shell = shell_context(rf.get("/"))["shell"]
    assert shell.nav == ()
    assert shell.language == "nb"
    assert shell.theme_href.startswith("/tema/1f5f6b-")


def test_shell_comes_from_the_named_callable(rf, settings):
    settings.UI_SHELL = f"{__name__}.named_shell"
    assert shell_context(rf.get("/"))["shell"].place_name == "Furulia"


def named_shell(request):
    """A shell as the desk makes one."""
    return Shell(place_name="Furulia", nav=(NavItem(label="Hjem", url="/hjem/", current=True),))


def test_nav_marks_the_present_page():
    html = Template('{% include "ui/parts/nav.html" %}').render(Context({"shell": named_shell(None)}))
    assert '<a href="/hjem/" aria-current="page">Hjem</a>' in html


def test_help_line_is_escaped_and_links_the_number():
    shell = Shell(help_phone="116 111", help_phone_text="Ring <b> {number} nå")
    assert shell.help_line == 'Ring &lt;b&gt; <a href="tel:116111">116 111</a> nå'


def test_public_marks_a_view():
    assert public(lambda request: None).is_public is True
