"""Every guard must find a planted fault: a watcher that is silent by mistake is worse than none."""

import io
import json
import subprocess
import sys
import warnings

import pytest
from django.forms.renderers import TemplatesSetting
from django.http import HttpResponse
from django.template import Context, Template
from django.utils import timezone
from grimp import ImportGraph

from tests.guards import faults_in
from tests.house.contracts import OneDoor
from tests.house.rooms import ROOT
from tests.running.steps import environment

SHOWING = """
import pytest

@pytest.mark.shows("drills.1")
@pytest.mark.shows("drills.2")
def test_two_lines(): pass

@pytest.mark.shows("drills.3")
def test_skipped_shows_nothing(): pytest.skip("not here")

@pytest.mark.shows("drills.4")
def test_fails_shows_nothing(): assert WHAT

def test_of_nothing(): raise RuntimeError("must not run")
"""


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<form method="post" action="/x/"><button>Lagre</button></form>', "without a CSRF token"),
        ('<p style="color: red">Hei</p>', "a style attribute"),
        ("<style>p { color: red }</style>", "a style element"),
        ('<button onclick="x()">Hei</button>', "an event attribute"),
        ("<script>alert(1)</script>", "an inline script"),
        ('<a href="javascript:x()">Hei</a>', "a javascript: address"),
        ('<img src="https://fonts.example/x.png">', "a foreign host"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "a foreign host"),
    ],
)
def test_faults_of_a_page_are_found(html, fault):
    assert any(fault in found for found in faults_in(html))


def test_a_page_without_faults_is_left_alone():
    page = """<link rel="stylesheet" href="/static/ui/app.css"><script type="module" src="/static/ui/app.js"></script>
      <form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x"></form>
      <form method="get"><input name="sok"></form><a href="https://www.udir.no/">Ut</a><!-- <p style="x"> -->
      <code>&lt;p style="x"&gt;</code>"""
    assert faults_in(page) == []


def test_the_client_hook_fails_the_test_that_fetched_the_page(client, monkeypatch):
    monkeypatch.setattr("tryggby.outbox.views.HttpResponse", lambda *a, **k: HttpResponse("<p style='x'>Hei</p>"))
    with pytest.raises(pytest.fail.Exception, match="/helse/lever has a style attribute"):
        client.get("/helse/lever")


def test_an_undefined_variable_fails_in_our_templates():
    with pytest.raises(NameError, match="missing"):
        Template("{{ missing }}").render(Context({}))
    assert Template("{% if missing %}x{% endif %}{{ here }}").render(Context({"here": "y"})) == "y"


def test_an_undefined_variable_of_others_prints_nothing():
    widget = {"name": "x", "type": "text"}
    assert 'name="x"' in TemplatesSetting().render("django/forms/widgets/input.html", {"widget": widget})


@pytest.mark.django_db
def test_a_slice_in_no_order_fails():
    from tryggby.organisations.models import Unit

    with pytest.raises(pytest.fail.Exception, match="no order"):
        _ = Unit.objects.order_by()[:3]
    assert list(Unit.objects.order_by("pk")[:3]) == []


@pytest.mark.django_db
def test_a_naive_time_is_an_error():
    from tryggby.audit.models import Entry

    with warnings.catch_warnings(record=True), pytest.raises(RuntimeWarning, match="naive"):
        warnings.simplefilter("error")
        Entry.objects.create(at=timezone.now().replace(tzinfo=None), verb="x", kind="x", object_id="1")


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("tryggby.mentoring.views", "tryggby.packages.models", False),
        ("tryggby.mentoring.views", "tryggby.packages", False),
        ("tryggby.mentoring.views", "tryggby.packages.door", True),
        ("tryggby.mentoring.views", "tryggby.mentoring.models", True),
        ("tryggby.mentoring.factories", "tryggby.people.factories", True),
        ("tryggby.mentoring.actions", "tryggby.people.factories", False),
        ("tryggby.mentoring.migrations.0001_initial", "tryggby.ground.models", True),
    ],
)
def test_the_door_contract_finds_a_way_round_it(importer, imported, kept):
    graph = ImportGraph()
    for module in {"tryggby", importer, imported}:
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    contract = OneDoor("doors", {"root_packages": ["tryggby"]}, {"house": "tryggby"})
    assert contract.check(graph, verbose=False).kept is kept


@pytest.mark.parametrize(("what", "code", "last"), [("True", 1, "no passing test for 3"), ("False", 1, "for 3 4")])
def test_a_number_without_a_passing_test_is_named(tmp_path, what, code, last):
    done = _pytest(tmp_path, SHOWING.replace("WHAT", what), "--shows", "drills")
    assert done.returncode == code
    assert done.stdout.strip().splitlines()[-1].startswith("shows drills: no passing test for 3")
    assert done.stdout.strip().endswith(last) and "must not run" not in done.stdout


LACKING = """
from tests.shows import lacks_tool

@pytest.mark.shows("drills.2")
def test_cannot_be_run_here(): pytest.skip(lacks_tool("Java"))

@pytest.mark.shows("drills.4")
def test_asks_something_else_here(): pytest.skip("on PostgreSQL only")
"""


def test_a_number_whose_test_lacks_a_tool_is_not_covered_by_another_that_passed(tmp_path):
    text = SHOWING.replace("WHAT", "True").replace('pytest.skip("not here")', "pass") + LACKING
    done = _pytest(tmp_path, text, "--shows", "drills")
    lines = done.stdout.strip().splitlines()
    assert done.returncode == 1
    assert lines[-3:] == [
        "skipped: test_planted.py::test_asks_something_else_here: on PostgreSQL only",
        "skipped: test_planted.py::test_cannot_be_run_here: this machine lacks a tool: Java",
        "shows drills: no passing test for 2",
    ]


def test_all_numbers_covered_says_so(tmp_path):
    text = SHOWING.replace("WHAT", "True").replace('pytest.skip("not here")', "pass")
    done = _pytest(tmp_path, text, "--shows", "drills")
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().splitlines()[-1] == "shows drills: 1 2 3 4 all covered"


def test_a_number_that_no_issue_has_is_refused(tmp_path):
    done = _pytest(tmp_path, SHOWING.replace("drills.4", "drills.40"))
    assert done.returncode == 4 and "names no line" in done.stderr + done.stdout
    assert _pytest(tmp_path, SHOWING, "--shows", "ukjent").returncode == 4


def test_texts_of_templates_and_code_are_found():
    from tests.running.translations import extract_template

    source = """{% load i18n %}<p>{% translate "Hei" %} {{ _("Der") }}</p>
      {% blocktranslate trimmed count n=3 %}
        {{ n }} øving
      {% plural %}
        {{ n }} øvinger
      {% endblocktranslate %}{% translate "Lukk" context "knapp" %}"""
    found = [message for _, _, message, _ in extract_template(io.BytesIO(source.encode()), (), (), {})]
    assert ("Hei",) in found and ("Der",) in found
    assert ("%(n)s øving", "%(n)s øvinger") in [message[:2] for message in found]
    assert any("knapp" in message and "Lukk" in message for message in found)


def _pytest(folder, text: str, *arguments: str) -> subprocess.CompletedProcess:
    (folder / "test_planted.py").write_text(text, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = shows(number): x\n", "utf-8")
    mine = {name: value for name, value in environment().items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:xdist", "-p", "tests.shows", *arguments],
        cwd=folder,
        env=mine | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_numbers_of_the_issues_are_whole():
    numbers = json.loads((ROOT / "tests" / "shows.json").read_text("utf-8"))
    assert all(isinstance(count, int) and count > 0 for count in numbers.values())
