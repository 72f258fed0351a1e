"""The leader's pages: overview, coverage with names, plan, print, and offering a place."""

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe


@require_safe
def leader(request):
    """The overview (being written)."""
    raise Http404


@require_safe
def leader_coverage(request):
    """Coverage with names (being written)."""
    raise Http404


@require_safe
def leader_plan(request):
    """The plan (being written)."""
    raise Http404


@require_safe
def leader_sheet(request):
    """The print for the staff meeting (being written)."""
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, key, track):
    """Offer places in a cohort (being written)."""
    raise Http404
