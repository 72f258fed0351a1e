"""The colours of one installation as CSS text, from one brand colour."""

import hashlib
import re
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .colour import contrast, scale

BRAND = "#1f5f6b"
# The same in every municipality, so that help, exit and warnings look alike everywhere.
FIXED = {
    "varm": "#b4532a",
    "sol": "#dba23f",
    "neutral": "#24282b",
    "success": "#068718",
    "info": "#0a71c0",
    "warning": "#ea9b1b",
    "danger": "#c01b1b",
}
LINK_VISITED = {"light": "#663299", "dark": "#b49acd"}


def theme_css(brand: str) -> str:
    """The accent colour in light, dark and automatic scheme; `brand` is "#rrggbb"."""
    return _css(_scales(clean(brand)))


@lru_cache(maxsize=64)
def _css(scales):
    return schemes_css(dict(scales), layer="ds.theme.brand")


@lru_cache(maxsize=64)
def _scales(brand):
    return tuple((scheme, _declarations("accent", brand, scheme)) for scheme in ("light", "dark"))


@cache
def palette_css() -> str:
    """The fixed colours and the standard accent; `build_css` puts this first in app.css."""
    return schemes_css({scheme: _fixed(scheme) for scheme in ("light", "dark")}, layer="ds.theme.palette")


def theme_hash(brand: str) -> str:
    """Eight characters that change whenever the colours do, for an address that may be cached for ever."""
    return hashlib.sha256(theme_css(brand).encode()).hexdigest()[:8]


@lru_cache(maxsize=64)
def theme_href(brand: str = BRAND) -> str:
    """The address of an installation's colours."""
    brand = clean(brand)
    return reverse("ui:theme", args=[brand[1:], theme_hash(brand)])


def clean(brand: str) -> str:
    """A colour as "#rrggbb" in small letters; raises ValueError with what is wrong."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", brand):
        raise ValueError(f"{brand!r} is not a colour like #1f5f6b")
    return brand.lower()


def theme_warnings(brand: str) -> list[str]:
    """What to tell the person who chooses a brand colour; an empty list when it works well as it is."""
    light, dark = scale(clean(brand), "light"), scale(clean(brand), "dark")
    warnings = []
    if contrast(light["base-default"], "#ffffff") < 3:
        warnings.append(_("Fargen er lys. Knapper får mørk tekst, og kan være vanskelige å se på hvit bakgrunn."))
    if any(
        contrast(steps[step], steps["base-contrast-default"]) < 4.5
        for steps in (light, dark)
        for step in ("base-default", "base-hover", "base-active")
    ):
        warnings.append(
            _("Teksten på knappene blir litt svak når noen holder pekeren over. En mørkere farge er bedre.")
        )
    return warnings


def schemes_css(declarations: dict[str, str], *, layer: str) -> str:
    """Declarations per scheme as CSS: light by default, dark when asked for or when the device is dark."""
    light, dark = declarations["light"], declarations["dark"]
    return (
        f"@layer {layer}{{"
        f":root,[data-color-scheme=light],[data-color-scheme=auto]{{color-scheme:light;{light}}}"
        f"[data-color-scheme=dark]{{color-scheme:dark;{dark}}}"
        f"@media screen and (prefers-color-scheme:dark){{[data-color-scheme=auto]{{color-scheme:dark;{dark}}}}}"
        "}\n"
    )


def _fixed(scheme):
    colours = {"accent": BRAND} | FIXED
    neutral = scale(FIXED["neutral"], scheme)
    return "".join(_declarations(name, colour, scheme) for name, colour in colours.items()) + (
        f"--ds-color-focus-inner:{neutral['background-default']};"
        f"--ds-color-focus-outer:{neutral['text-default']};"
        f"--ds-link-color-visited:{LINK_VISITED[scheme]};"
    )


def _declarations(name, colour, scheme):
    return "".join(f"--ds-color-{name}-{step}:{value};" for step, value in scale(colour, scheme).items())
