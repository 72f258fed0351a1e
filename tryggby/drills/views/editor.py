"""The editors' page: every drill with what waits for a person, and what the validator says today."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.drills.editing import editor_page
from tryggby.packages.door import edits_packages


@require_safe
def editor(request):
    """Drills by package: look at, print, see what is unsigned or unchecked. New versions come in as packages."""
    if not edits_packages(request.user):
        raise Http404
    return render(request, "drills/editor.html", editor_page())
