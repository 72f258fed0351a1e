"""Gives out films and pictures of a release, in pieces when the player asks for pieces."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import HttpResponse

from tryggby.ground.door import in_pieces
from tryggby.packages.models import ReleaseFile

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
        response = in_pieces(request, default_storage.open(file.stored, "rb"), file.size, kind)
    response["Cache-Control"] = KEEP
    return response
