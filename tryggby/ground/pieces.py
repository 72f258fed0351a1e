"""Gives out a stored file whole, or in the pieces that a player asks for."""

import re
from typing import BinaryIO

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK = 64 * 1024


def in_pieces(request, stored: BinaryIO, size: int, content_type: str) -> HttpResponse | FileResponse:
    """The file whole (200) or the piece asked for (206); 416 for a piece outside it. Closes the file afterwards."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or asked.group(0) == "bytes=-":
        response = FileResponse(stored, content_type=content_type)
        response["Accept-Ranges"] = "bytes"
        return response
    start, end = _bounds(asked, size)
    if start >= size or start > end:
        stored.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    piece = StreamingHttpResponse(_piece(stored, start, end), status=206, content_type=content_type)
    piece["Content-Range"] = f"bytes {start}-{end}/{size}"
    piece["Content-Length"] = str(end - start + 1)
    piece["Accept-Ranges"] = "bytes"
    return piece


def _bounds(asked: re.Match, size: int) -> tuple[int, int]:
    """First and last byte; `-500` means the last 500."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _piece(stored: BinaryIO, start: int, end: int):
    with stored:
        stored.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := stored.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
