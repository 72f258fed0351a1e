"""The colours: equal to the generator's, readable, served for ever under an address that follows their content."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tryggby.ui.colour import SCHEMES, contrast, scale
from tryggby.ui.theme import BRAND, FIXED, clean, palette_css, theme_css, theme_hash, theme_href, theme_warnings

VECTORS = json.loads((Path(__file__).parent / "theme_vectors.json").read_text("utf-8"))
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("colour", VECTORS)
def test_scale_equals_the_generators(colour, scheme):
    assert list(scale(colour, scheme).values()) == VECTORS[colour][scheme]


@given(COLOURS)
def test_text_is_readable_whatever_the_brand(colour):
    for scheme in SCHEMES:
        steps = scale(colour, scheme)
        for ground in ("background-default", "background-tinted", "surface-default", "surface-tinted"):
            assert contrast(steps["text-default"], steps[ground]) >= 7
            assert contrast(steps["text-subtle"], steps[ground]) >= 4.5
        assert contrast(steps["base-default"], steps["base-contrast-default"]) >= 4.5
        assert contrast(steps["border-default"], steps["background-default"]) >= 3


def test_fixed_colours_carry_their_text_in_every_state():
    for colour in [BRAND, *FIXED.values()]:
        for scheme in SCHEMES:
            steps = scale(colour, scheme)
            for step in ("base-default", "base-hover", "base-active"):
                assert contrast(steps[step], steps["base-contrast-default"]) >= 4.5, (colour, scheme, step)


def test_css_has_light_dark_and_automatic():
    css = theme_css("#B4532A")
    assert css.count("--ds-color-accent-base-default:") == 3
    assert "--ds-color-accent-base-default:#b4532a" in css
    assert "@media screen and (prefers-color-scheme:dark)" in css
    assert css.count("{") == css.count("}")
    assert len(css) < 4000


def test_palette_has_every_colour_the_components_use():
    used = set(re.findall(r"--ds-color-([a-z]+)-(?:text|base|surface|border|background)", palette_css()))
    assert used == {"accent", *FIXED}


def test_theme_page_is_kept_for_ever(client):
    response = client.get(theme_href("#034b45"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response.headers
    assert "#034b45" in response.text


def test_theme_page_with_an_old_hash_is_answered_and_kept_briefly(client):
    response = client.get(reverse("ui:theme", args=["034b45", "00000000"]))
    assert response.status_code == 200
    assert "immutable" not in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/tema/xyz.css", "/tema/12345g-00000000.css", "/tema/034b45.css"])
def test_theme_page_with_nonsense_is_not_found(client, address, settings):
    settings.UI_SHELL = ""
    assert client.get(address).status_code in (302, 404)


def test_hash_follows_the_colour():
    assert theme_hash("#1f5f6b") == theme_hash("#1F5F6B") != theme_hash("#1f5f6c")


def test_a_dark_brand_needs_no_warning():
    assert theme_warnings(BRAND) == []


def test_a_pale_brand_is_warned_about():
    assert "lys" in str(theme_warnings("#ffe680")[0])


@pytest.mark.parametrize("colour", ["", "blå", "#12345", "#12345g", "1f5f6b", "#1f5f6b;}"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError, match="colour like"):
        clean(colour)
