"""Only a little HTML comes out of a part's text, whatever goes in."""

import pytest

from tryggby.packages.format.render import block_html, inline_html, sheet_html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,hei)",
        "![x](https://a.example/b.png)",
        "<style>p{}</style>",
        "[x](http://a.example)",
    ],
)
@pytest.mark.parametrize("render", [block_html, inline_html, sheet_html])
def test_nothing_active_comes_out(render, text):
    html = render(text)
    assert "<script" not in html and "<img" not in html and "<style" not in html
    assert 'href="javascript' not in html and 'href="data' not in html and 'href="http:' not in html


def test_bold_links_lists_and_quotes_come_out_dressed():
    html = block_html("**Fet** og [her](/hjelp/)\n\n- en\n- to\n\n> sagt")
    assert "<strong>Fet</strong>" in html
    assert 'href="/hjelp/"' in html and 'class="ds-link"' in html
    assert '<ul class="ds-list">' in html and "<blockquote>" in html


def test_a_tool_may_have_a_table():
    assert '<table class="ds-table">' in sheet_html("| A | B |\n| - | - |\n| 1 | 2 |")
