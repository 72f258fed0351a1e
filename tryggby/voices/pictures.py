"""Pictures from children: decoded and drawn anew from their pixels, so that nothing but the picture is left."""

import base64
import binascii
import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from tryggby.voices.refusal import NotTaken, Refused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE = 1600
MOST = 3
DATA = "data:image/png;base64,"


def redraw(raw: bytes) -> bytes:
    """The picture as a PNG of at most 1600 points a side, made from its pixels alone. Raises Refused.

    Place, time, camera, colour profile and whatever hides behind the picture's end are gone.
    """
    if len(raw) > MOST_BYTES:
        raise Refused(_("Bildet er for stort. Prøv et mindre."), "pictures")
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(_("Bildet er for stort. Prøv et mindre."), "pictures")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((SIDE, SIDE))
            flat = Image.new("RGB", upright.size, "white")
            shown = upright.convert("RGBA")
            flat.paste(shown, mask=shown.getchannel("A"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise Refused(_("Dette er ikke et bilde vi kan åpne."), "pictures") from problem
    pixels = Image.frombytes("RGB", flat.size, flat.tobytes())
    stored = io.BytesIO()
    pixels.save(stored, "PNG", optimize=True)
    return stored.getvalue()


def redraw_all(pictures: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Every picture anew; raises NotTaken for one that is none, or for too many."""
    if len(pictures) > MOST:
        raise NotTaken("picture")
    try:
        return tuple(redraw(raw) for raw in pictures)
    except Refused as problem:
        raise NotTaken("picture") from problem


def from_canvas(data: str) -> bytes:
    """The picture in the address a canvas gives of itself. Raises Refused."""
    if not data.startswith(DATA) or len(data) > MOST_BYTES:
        raise Refused(_("Tegningen kom ikke fram. Prøv en gang til."), "tegning")
    try:
        return redraw(base64.b64decode(data[len(DATA) :], validate=True))
    except binascii.Error as problem:
        raise Refused(_("Tegningen kom ikke fram. Prøv en gang til."), "tegning") from problem
