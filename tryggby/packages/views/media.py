"""Films and pictures of packages, for those who are signed in."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tryggby.packages.media import media_response
from tryggby.packages.models import ReleaseFile


@require_safe
def media(request, package, version, path):
    """One file under media/ of a release."""
    file = get_object_or_404(
        ReleaseFile.objects.visible_to(request.user),
        release__package__slug=package,
        release__version=version,
        path=f"media/{path}",
    )
    return media_response(request, file)
