"""Gives out films and pictures of a release, in pieces when the player asks for pieces."""

import mimetypes
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from tryggby.packages.models import ReleaseFile

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK = 64 * 1024
# The same address always has the same bytes, but only for those who are signed in.
KEEP = "private, max-age=86400, immutable"
TYPES = {".vtt": "text/vtt; charset=utf-8", ".webp": "image/webp", ".svg": "image/svg+xml"}


def media_response(request, file: ReleaseFile) -> HttpResponse:
    """The file whole (200) or the piece asked for (206); 416 for a piece outside it."""
    kind = TYPES.get(f".{file.path.rpartition('.')[2]}") or mimetypes.guess_type(file.path)[0]
    kind = kind or "application/octet-stream"
    if file.content is not None:
        response = HttpResponse(bytes(file.content), content_type=kind)
    else:
        response = _stored(request, file, kind)
    response["Cache-Control"] = KEEP
    return response


def _stored(request, file: ReleaseFile, kind: str) -> HttpResponse:
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    stored = default_storage.open(file.stored, "rb")
    if not asked or asked.group(0) == "bytes=-":
        response = FileResponse(stored, content_type=kind)
        response["Accept-Ranges"] = "bytes"
        return response
    start, end = _bounds(asked, file.size)
    if start >= file.size or start > end:
        stored.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    response = StreamingHttpResponse(_piece(stored, start, end), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {start}-{end}/{file.size}"
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    return response


def _bounds(asked: re.Match, size: int) -> tuple[int, int]:
    """First and last byte; `-500` means the last 500."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _piece(stored, start: int, end: int):
    with stored:
        stored.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := stored.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
