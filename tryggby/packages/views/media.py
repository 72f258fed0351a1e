"""Films and pictures of packages, for those who are signed in."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tryggby.packages.media import media_response
from tryggby.packages.models import Release, ReleaseFile


@require_safe
def media(request, package, version, path):
    """One file under media/ of a release."""
    releases = Release.objects.visible_to(request.user).filter(package__slug=package, version=version)
    files = ReleaseFile.objects.filter(release__in=releases)
    return media_response(request, get_object_or_404(files, path=f"media/{path}"))
