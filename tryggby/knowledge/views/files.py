"""Pictures and films of published texts, read from the media folder."""

import re
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tryggby.ground.door import in_pieces
from tryggby.knowledge.models import Film
from tryggby.ui.door import public

KINDS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@public
@require_safe
def image(request, name: str):
    """One size of a picture, as Wagtail made it; originals are not served."""
    path = Path(settings.MEDIA_ROOT) / "images" / name
    kind = KINDS.get(path.suffix.lower())
    if kind is None or not re.fullmatch(r"[\w.-]+", name) or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=kind)
    patch_cache_control(response, public=True, max_age=86_400, immutable=True)
    return response


@public
@require_safe
def film(request, key: str):
    """A film, whole or the piece that the player asks for."""
    found = get_object_or_404(Film, key=key)  # for everyone: films are made to be shown
    kind = "video/webm" if found.file.name.endswith(".webm") else "video/mp4"
    try:
        stored = found.file.open("rb")
    except OSError as gone:
        raise Http404 from gone
    return in_pieces(request, stored, found.file.size, kind)


@public
@require_safe
def film_captions(request, key: str):
    """The captions of a film."""
    captioned = Film.objects.exclude(captions="")  # for everyone: captions are as open as the pages that show the film
    found = get_object_or_404(captioned, key=key)
    return HttpResponse(found.captions.read(), content_type="text/vtt; charset=utf-8")
