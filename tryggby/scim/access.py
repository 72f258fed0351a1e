"""Who may: whoever keeps an organisation sees and sets up its directory; to others the pages are not there."""

from functools import wraps

from django.http import Http404

from tryggby.organisations.door import Organisation, kept, standing


def keepers(view):
    """Pages for coordinators; others are told that the page is not there."""

    @wraps(view)
    def page(request, *args, **kwargs):
        if not standing(request.user).coordinated:
            raise Http404
        return view(request, *args, **kwargs)

    return page


def organisations_of(person):
    """The organisations whose directory the person may set up."""
    return Organisation.objects.filter(pk__in=kept(person)).order_by("name", "pk")
