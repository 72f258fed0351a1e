"""Who is let into the room's pages: others are told that the page is not there."""

from functools import wraps

from django.http import Http404

from tryggby.organisations.access import overseen, standing


def coordinators(view):
    """Pages for coordinators."""
    return _only(view, lambda person: standing(person).coordinated)


def overseers(view):
    """Pages for coordinators and privacy officers."""
    return _only(view, overseen)


def _only(view, may):
    @wraps(view)
    def page(request, *args, **kwargs):
        if not may(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return page
