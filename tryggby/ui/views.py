"""The pages of the look itself: an installation's colours, and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .gallery import gallery_context
from .public import public
from .theme import theme_css, theme_hash


@public
@require_safe
def theme(request, colour, version):
    """The accent colour as CSS. The address holds colour and hash, so it never changes; an old hash is kept briefly."""
    brand = f"#{colour}"
    response = HttpResponse(theme_css(brand), content_type="text/css; charset=utf-8")
    fresh = version == theme_hash(brand)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "public, max-age=60"
    return response


@public
def gallery(request, layout="public"):
    """Every component with realistic content, for whoever builds pages and for the accessibility test."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, f"ui/gallery/{layout}.html", gallery_context(layout))
