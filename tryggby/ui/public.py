"""The mark on views that anybody may open; every other view asks for sign-in."""

from functools import wraps

from django.utils.cache import patch_cache_control

# How long a page for visitors may be kept, in seconds.
KEPT = 30


def public(view):
    """Mark a view as open to visitors; `config.middleware.ClosedByDefault` reads the mark."""
    view.is_public = True
    return view


def visitor_page(view):
    """A public page that is the same for every visitor: it may be kept for half a minute.

    Whoever is signed in gets a fresh, private page (the frame around it is their own).
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.user.is_authenticated:
            patch_cache_control(response, public=True, max_age=KEPT)
        return response

    return public(page)
