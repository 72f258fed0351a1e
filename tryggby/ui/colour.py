"""The colour arithmetic of Designsystemet's theme generator (1.15), in plain Python: no settings, no state."""

from math import atan2, cbrt, cos, degrees, floor, hypot, radians, sin

# Relative luminance of each step, light scheme and dark scheme. The base steps are computed, not placed.
STEPS = {
    "background-default": (1, 0.009),
    "background-tinted": (0.9, 0.014),
    "surface-default": (1, 0.021),
    "surface-tinted": (0.81, 0.027),
    "surface-hover": (0.7, 0.036),
    "surface-active": (0.59, 0.056),
    "border-subtle": (0.5, 0.08),
    "border-default": (0.19, 0.22),
    "border-strong": (0.11, 0.39),
    "text-subtle": (0.11, 0.39),
    "text-default": (0.0245, 0.84),
}
SCHEMES = ("light", "dark")
WHITE, BLACK = "#ffffff", "#000000"

type RGB = tuple[float, float, float]


def scale(colour: str, scheme: str) -> dict[str, str]:
    """The sixteen steps of one colour, as `{step: "#rrggbb"}`, for the scheme "light" or "dark"."""
    start = colour if scheme == "light" else _muted(colour)
    index = SCHEMES.index(scheme)
    steps = {name: at_luminance(start, goals[index]) for name, goals in STEPS.items()}
    base, hover, active = _base(colour, scheme)
    return steps | {
        "base-default": base,
        "base-hover": hover,
        "base-active": active,
        "base-contrast-subtle": _subtle_contrast(base),
        "base-contrast-default": text_on(base),
    }


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """White or black, whichever is easier to read on the colour."""
    return WHITE if contrast(colour, WHITE) >= contrast(colour, BLACK) else BLACK


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 to 1."""
    return _luminance(_rgb(colour))


def at_luminance(colour: str, goal: float) -> str:
    """The colour moved straight towards white or black until it has the wanted luminance."""
    if goal in (0, 1):
        return WHITE if goal else BLACK
    rgb = _rgb(colour)
    darker = _luminance(rgb) > goal
    low, high = ((0.0, 0.0, 0.0), rgb) if darker else (rgb, (255.0, 255.0, 255.0))
    middle = _between(low, high)
    for _ in range(20):
        reached = _luminance(middle)
        if abs(goal - reached) < 1e-7:
            break
        low, high = (low, middle) if reached > goal else (middle, high)
        middle = _between(low, high)
    return _hex(middle)


def lightness(colour: str) -> float:
    """Perceived lightness 0 to 100 (the L of CIE L*u*v*, which HSLuv keeps)."""
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    y = 0.21263900587151 * red + 0.71516867876775 * green + 0.072192315360733 * blue
    return y * 903.2962962 if y <= 0.0088564516 else 116 * cbrt(y) - 16


def _base(colour, scheme):
    """Base, hover and active: away from the middle, so that the text on them stays readable."""
    light = lightness(colour)
    if scheme != "light":
        light = 70 if light <= 30 else 100 - light
    step = -8 if light <= 30 or 49 <= light <= 65 else 8
    base = colour if scheme == "light" else at_luminance(colour, _luminance_of(light))
    return (
        base,
        at_luminance(colour, _luminance_of(light - step)),
        at_luminance(colour, _luminance_of(light - 2 * step)),
    )


def _subtle_contrast(colour):
    light = lightness(colour)
    distance = 60 if light <= 40 or light >= 60 else 50
    goal = light + distance if text_on(colour) == WHITE else light - distance
    return at_luminance(colour, _luminance_of(goal))


def _luminance_of(light):
    """The luminance of the grey with this lightness, rounded to a screen colour as the generator does."""
    if light > 99.9999999:
        return 1.0
    if light < 0.00000001:
        return 0.0
    y = light / 903.2962962 if light <= 8 else ((light + 16) / 116) ** 3
    part = 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055
    grey = floor(part * 255 + 0.5)
    return _luminance((grey, grey, grey))


def _muted(colour):
    """The same colour with 70 % of its chroma in OKLCH, the start of a dark scale."""
    x, y, z = _xyz(_rgb(colour))
    long = cbrt(0.819022437996703 * x + 0.3619062600528904 * y - 0.1288737815209879 * z)
    medium = cbrt(0.0329836539323885 * x + 0.9292868615863434 * y + 0.0361446663506424 * z)
    short = cbrt(0.0481771893596242 * x + 0.2642395317527308 * y + 0.6335478284694309 * z)
    light = 0.210454268309314 * long + 0.7936177747023054 * medium - 0.0040720430116193 * short
    a = 1.9779985324311684 * long - 2.4285922420485799 * medium + 0.450593709617411 * short
    b = 0.0259040424655478 * long + 0.7827717124575296 * medium - 0.8086757549230774 * short
    chroma, hue = hypot(a, b), degrees(atan2(b, a)) % 360
    if floor(chroma * 10000 + 0.5) == 0:
        hue = 0.0
    a, b = cos(radians(hue)) * chroma * 0.7, sin(radians(hue)) * chroma * 0.7
    long = (light + 0.3963377773761749 * a + 0.2158037573099136 * b) ** 3
    medium = (light - 0.1055613458156586 * a - 0.0638541728258133 * b) ** 3
    short = (light - 0.0894841775298119 * a - 1.2914855480194092 * b) ** 3
    return _hex(
        _from_xyz(
            1.2268798758459243 * long - 0.5578149944602171 * medium + 0.2813910456659647 * short,
            -0.0405757452148008 * long + 1.112286803280317 * medium - 0.0717110580655164 * short,
            -0.0763729366746601 * long - 0.4214933324022432 * medium + 1.5869240198367816 * short,
        )
    )


def _xyz(rgb):
    red, green, blue = (_linear(part / 255) for part in rgb)
    return (
        0.4124564391 * red + 0.357576077643909 * green + 0.180437483266399 * blue,
        0.21267285140562253 * red + 0.715152155287818 * green + 0.07217499330655958 * blue,
        0.0193338955823293 * red + 0.11919202588130297 * green + 0.9503040785363677 * blue,
    )


def _from_xyz(x, y, z):
    linear = (
        3.2404541621141045 * x - 1.5371385127977166 * y - 0.498531409556016 * z,
        -0.9692660305051868 * x + 1.8760108454466942 * y + 0.04155601753034984 * z,
        0.055643430959114726 * x - 0.2040259135167538 * y + 1.0572251882231791 * z,
    )
    return tuple(min(255.0, max(0.0, 255 * _companded(part))) for part in linear)


def _companded(part):
    size = abs(part)
    value = size * 12.92 if size <= 0.0031308 else 1.055 * size ** (1 / 2.4) - 0.055
    return value if part >= 0 else -value


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(rgb):
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.03928 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _between(low, high):
    return tuple(first + 0.5 * (second - first) for first, second in zip(low, high, strict=True))


def _rgb(colour):
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _hex(rgb):
    return "#" + "".join(f"{floor(part + 0.5):02x}" for part in rgb)
