"""Pictures are drawn anew: place, time and whatever hides in the file are gone; what is no picture is refused."""

import base64
import io

import pytest
from PIL import Image

from tryggby.voices.pictures import from_canvas, redraw, redraw_all
from tryggby.voices.refusal import NotTaken, Refused

MARK = b"KANARI-STED-59.91"


def picture(kind="JPEG", size=(64, 48), extra=b""):
    """A picture that tells where and when it was taken."""
    image, stored, exif = Image.new("RGB", size, "teal"), io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x0132] = MARK.decode(), "2026:11:20 10:11:12"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 48.0)})
    more = {"exif": exif} if kind in {"JPEG", "PNG", "WEBP"} else {}
    image.save(stored, kind, **more)
    return stored.getvalue() + extra


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_nothing_but_the_pixels_is_left(kind):
    drawn = redraw(picture(kind, extra=MARK))
    assert MARK not in drawn and b"2026:11" not in drawn and b"Exif" not in drawn and b"eXIf" not in drawn
    with Image.open(io.BytesIO(drawn)) as again:
        assert again.format == "PNG" and not again.getexif() and set(again.info) <= {"dpi"}


def test_what_hides_in_text_blocks_and_profiles_is_gone():
    from PIL.PngImagePlugin import PngInfo

    hidden, stored = PngInfo(), io.BytesIO()
    hidden.add_text("Comment", MARK.decode())
    Image.new("RGBA", (20, 20), (1, 2, 3, 0)).save(stored, "PNG", pnginfo=hidden, icc_profile=MARK * 10)
    assert MARK in stored.getvalue() and MARK not in redraw(stored.getvalue())


def test_a_picture_on_its_side_is_turned_up():
    image, stored, exif = Image.new("RGB", (60, 20), "red"), io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    image.save(stored, "JPEG", exif=exif)
    with Image.open(io.BytesIO(redraw(stored.getvalue()))) as turned:
        assert turned.size == (20, 60)


def test_a_large_picture_becomes_smaller():
    with Image.open(io.BytesIO(redraw(picture("PNG", (3000, 1000))))) as small:
        assert max(small.size) == 1600


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"%PDF-1.7",
        b"PK\x03\x04" + b"0" * 100,
        picture()[:200],
        b"x" * (8 * 1024 * 1024 + 1),
    ],
    ids=["empty", "torn", "svg", "pdf", "zip", "cut", "large"],
)
def test_what_is_no_picture_is_refused(raw):
    with pytest.raises(Refused):
        redraw(raw)


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked():
    stored = io.BytesIO()
    Image.new("1", (8000, 8000)).save(stored, "PNG")
    assert len(stored.getvalue()) < 100_000
    with pytest.raises(Refused, match="stort"):
        redraw(stored.getvalue())


def test_at_most_three_are_taken():
    with pytest.raises(NotTaken) as refused:
        redraw_all((picture(),) * 4)
    assert refused.value.why == "picture"
    assert len(redraw_all((picture(),) * 3)) == 3


def test_a_drawing_comes_as_the_address_of_a_canvas():
    address = "data:image/png;base64," + base64.b64encode(picture("PNG")).decode()
    assert from_canvas(address).startswith(b"\x89PNG")
    for broken in ("", "data:image/svg+xml;base64,AAAA", address[:-8] + "*", "data:image/png;base64,AAAA"):
        with pytest.raises(Refused):
            from_canvas(broken)
