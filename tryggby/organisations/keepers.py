"""Pages for whoever keeps an organisation: its tokens, its directory, the systems it is connected to."""

from functools import wraps

from django.http import Http404

from tryggby.organisations.access import kept, standing
from tryggby.organisations.models import Organisation


def keepers(view):
    """Pages for coordinators; others are told that the page is not there."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if not standing(request.user).coordinated:
            raise Http404
        return view(request, *args, **kwargs)

    return page


def organisations_of(person):
    """The organisations that the person keeps."""
    return Organisation.objects.filter(pk__in=kept(person)).order_by("name", "pk")
