"""Templates and static files that the strict content policy and the promise of one host allow."""

import re

from tests.guards import INLINE
from tests.house.rooms import HOUSE, name_of, templates

FORM = re.compile(r"<form\b[^>]*method\s*=\s*[\"']?post.*?</form>", re.IGNORECASE | re.DOTALL)
HOST = re.compile(r"""(?:src|href|action|poster|srcset)\s*=\s*["'](?:https?:)?//(?!\{)""", re.IGNORECASE)
# Links (not loads) that lead out on purpose carry rel="external" or lie in the help entrance's own data.
LINK = re.compile(r"""<a\b[^>]*href\s*=\s*["']https?://[^>]*>""", re.IGNORECASE)
STATIC_HOST = re.compile(
    r"""(?:url\(\s*["']?|@import\s+["']|from\s+["']|import\(\s*["']|fetch\(\s*["'])(?:https?:)?//"""
)
# Children's forms set no cookie: their views ask the browser where the form stands (test_addresses sees to that).
WITHOUT_COOKIE = re.compile(r"<form\b[^>]*\bdata-no-cookie\b")


def pages():
    """Templates for the browser."""
    return [path for path in templates() if path.suffix == ".html"]


def text_of(path):
    """A template without its comments."""
    text = path.read_text("utf-8")
    return re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", text, flags=re.DOTALL)


def test_templates_have_no_inline_style_or_script():
    faults = []
    for path in pages():
        # Tags may hold comparison signs; they are no mark-up.
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "x", text_of(path), flags=re.DOTALL)
        faults += [f"{name_of(path)}: {what}" for sign, what in INLINE if sign.search(plain)]
    assert not faults, "\n".join(faults)


def test_forms_that_change_something_carry_the_token():
    faults = [
        name_of(path)
        for path in pages()
        for form in FORM.findall(text_of(path))
        if "csrf_token" not in form and "csrfmiddlewaretoken" not in form and not WITHOUT_COOKIE.match(form)
    ]
    assert not faults, f"add {{% csrf_token %}}: {faults}"


def test_templates_load_nothing_from_another_host():
    faults = []
    for path in pages():
        text = LINK.sub("", text_of(path))
        faults += [f"{name_of(path)}: {found.group()}" for found in HOST.finditer(text)]
    assert not faults, "\n".join(faults)


def test_static_files_load_nothing_from_another_host():
    own = [p for p in sorted(HOUSE.glob("*/static/**/*")) if p.suffix in {".css", ".js", ".mjs"}]
    faults = [name_of(path) for path in own if STATIC_HOST.search(path.read_text("utf-8"))]
    assert not faults, faults
