"""The parts that pages are built from."""

import itertools
import re

import pytest
from django.template import Context, Template

from tryggby.ui import geometry, icons
from tryggby.ui.door import Page, qr_svg


def render(source, **context):
    return Template(source).render(Context(context))


def part(name, **context):
    return render(f'{{% include "ui/{name}.html" %}}', **context)


COVERAGE = [
    {"label": "Felles opplæring", "done": 24, "planned": 4, "total": 31},
    {"label": "Øvd", "done": 0, "total": 0},
]


def test_coverage_has_bars_numbers_and_a_table():
    html = part("coverage", rows=COVERAGE, caption="Ansatte dekket")
    assert 'width="77.42%"' in html
    assert "24 av 31" in html
    assert "<td>24</td><td>4</td><td>3</td><td>31</td>" in html
    assert html.count("Ansatte dekket") == 2
    assert "style=" not in html


def test_coverage_of_nobody_is_empty_not_an_error():
    assert geometry.bars([{"label": "x", "done": 0, "total": 0}])[0].done_width == "0%"


@pytest.mark.parametrize(("done", "planned", "total"), [(3, 9, 5), (7, 0, 5), (5, 5, 5)])
def test_bars_never_leave_their_frame(done, planned, total):
    bar = geometry.bars([{"label": "x", "done": done, "planned": planned, "total": total}])[0]
    widths = [float(width.rstrip("%")) for width in (bar.done_width, bar.planned_width)]
    assert min(widths) >= 0
    assert sum(widths) <= 100
    assert bar.missing >= 0


def test_columns_stand_in_the_drawing_and_have_a_table():
    drawn = geometry.columns([("aug", 2), ("sep", 0), ("okt", 5)])
    assert max(column.height for column in drawn) == geometry.CHART_FLOOR - geometry.CHART_TOP
    assert all(column.x >= 0 and column.x + column.width <= geometry.CHART_WIDTH for column in drawn)
    html = part("columns", points=[("aug", 2), ("sep", 0)], caption="Øvinger per måned")
    assert '<th scope="row">aug</th><td>2</td>' in html


def test_columns_of_nothing_draw_nothing():
    assert geometry.columns([]) == []
    assert "<rect" not in part("columns", points=[], caption="Ingen")


def test_twelve_columns_fit():
    drawn = geometry.columns([(str(month), month) for month in range(1, 13)])
    assert all(first.x + first.width <= second.x for first, second in itertools.pairwise(drawn))


def test_steps_have_one_primary_button():
    steps = [{"title": f"Steg {n}", "reason": "Fordi", "action": "Gjør", "url": "/x/"} for n in range(3)]
    html = part("steps", steps=steps)
    assert html.count('class="ds-button"') == 3
    assert html.count('data-variant="secondary"') == 2


def test_step_may_be_a_form_with_token_key_and_values(rf):
    html = Template('{% include "ui/steps.html" %}').render(
        Context({"steps": [{"title": "A", "action": "Godta", "post": "/g/", "fields": {"n": 14}}], "csrf_token": "abc"})
    )
    assert 'action="/g/"' in html
    assert 'name="n" value="14"' in html
    assert 'name="once"' in html
    assert "csrfmiddlewaretoken" in html


def test_timeline_marks_what_is_next():
    stops = [{"title": "Dag 1", "state": "done"}, {"title": "Dag 2", "state": "next", "text": "3. desember"}]
    html = part("timeline", stops=stops)
    assert html.count("Neste") == 1
    assert 'class="is-done"' in html


def test_tiles_lead_on_only_where_there_is_an_address():
    html = part("tiles", tiles=[{"number": 2, "text": "mentorer"}, {"number": 9, "text": "svar", "url": "/s/"}])
    assert html.count("<a ") == 1


def test_pagination_is_absent_on_a_single_page():
    assert part("pagination", page=Page([])).strip() == ""
    assert 'rel="next"' in part("pagination", page=Page([], next_url="?etter=x"))


def test_parts_do_without_what_may_be_left_out():
    part("empty", title="Ingen øvinger ennå")
    part("content_note", text="Om vold.")
    part("support", text="Ta en pause.")
    part("back", url="/")
    part("print")
    part("breadcrumbs", crumbs=[{"label": "Her", "url": "/"}])
    part("table", caption="T", heads=["A"], rows=[["x", 1]])
    part("confirm", title="Sikker?", action="Ja", cancel_url="/", csrf_token="x")
    part("coverage", rows=COVERAGE)


def test_icons_are_a_closed_set():
    assert len(icons.names()) > 90
    assert 'aria-hidden="true"' in render('{% icon "calendar" %}')
    with pytest.raises(KeyError, match="No icon"):
        icons.icon("../secrets")


@pytest.mark.parametrize("name", icons.names())
def test_icons_take_the_colour_of_the_text(name):
    assert "currentColor" in icons.icon(name)
    assert not re.search(r"style=|<script|http", icons.icon(name))


@pytest.mark.parametrize("code", ["knowledge", "practical_skill", "reflexivity", "work_culture"])
def test_core_elements_have_word_and_icon(code):
    html = render("{% element code %}", code=code)
    assert "<svg" in html
    assert re.search(r"</svg>\w+", html)


def test_qr_code_is_named_black_on_white_and_without_style():
    svg = qr_svg('https://tryggby.example/bli-med/"48&21')
    assert 'role="img"' in svg
    assert "&quot;48&amp;21" in svg
    assert 'stroke="#000"' in svg
    assert "style=" not in svg


@pytest.mark.parametrize(("name", "letters"), [("Sara Lunde", "SL"), ("Amina", "A"), ("Ole Per Å", "OÅ"), ("", "")])
def test_initials(name, letters):
    assert render("{{ name|initials }}", name=name) == letters
