"""The stylesheet: built, small, mirrored for languages written the other way, and calm."""

import gzip
import re
from pathlib import Path

import pytest

from tryggby.ui.stylesheet import FOLDER, OUTPUT, stylesheet
from tryggby.ui.theme import BRAND, theme_css

VENDOR = Path(OUTPUT).parents[1] / "vendor"
OWN = sorted(FOLDER.glob("*.css"))
PHYSICAL = re.compile(
    r"[{;\s](?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|float|text-align:\s*(?:left|right))\s*[:;]"
)


def zipped(data):
    return len(gzip.compress(data, 9))


def test_app_css_is_built_from_the_components():
    assert OUTPUT.read_text("utf-8") == stylesheet(), "run bin/manage build_css"


def test_css_stays_within_its_budget():
    library = next(VENDOR.glob("designsystemet-css-*/designsystemet.css")).read_bytes()
    total = zipped(library) + zipped(OUTPUT.read_bytes()) + zipped(theme_css(BRAND).encode())
    assert total <= 35_000, total


def test_scripts_stay_within_their_budget():
    folder = OUTPUT.parent / "js"
    public = sum(zipped((folder / name).read_bytes()) for name in ("forlat.js", "menu.js"))
    assert public <= 5_000
    assert sum(zipped(path.read_bytes()) for path in folder.glob("*.js")) <= 40_000


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_components_use_logical_sides(path):
    text = re.sub(r"/\*.*?\*/|@supports.*?\n\}\n", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not PHYSICAL.findall(text)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_components_lie_in_layers_and_say_what_they_are(path):
    text = path.read_text("utf-8")
    assert text.startswith("/* "), "begin with a sentence"
    assert text.count("{") == text.count("}")
    if path.stem != "00-plain":
        assert "@layer ui." in text


def test_nothing_moves_by_itself_and_red_is_not_decoration():
    text = "".join(path.read_text("utf-8") for path in OWN)
    assert not re.search(r"animation:(?!\s*none)|@keyframes|infinite", text)
    assert "danger" not in text


def test_fonts_never_push_the_page():
    assert stylesheet().count("font-display:optional") == 2


def test_every_class_in_the_layouts_has_a_rule():
    """A class name that no stylesheet knows is a spelling mistake."""
    known = stylesheet() + next(VENDOR.glob("designsystemet-css-*/designsystemet.css")).read_text("utf-8")
    templates = Path(__file__).parents[1] / "templates"
    used = set()
    for path in templates.rglob("*.html"):
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text("utf-8"))
        used |= {name for value in re.findall(r'class="([^"]*)"', plain) for name in value.split()}
    bare = {name for name in used if not re.search(rf"\.{re.escape(name)}(?![\w-])", known)}
    assert not bare - {"field-", "is-"}, bare
