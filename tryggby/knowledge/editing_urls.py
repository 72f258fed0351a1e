"""The editors' place: Wagtail's addresses, for appointed editors only, with a content policy that its editor needs."""

from functools import wraps

from django.conf import settings
from django.http import Http404
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from wagtail.admin.urls import urlpatterns as wagtail_patterns
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tryggby.knowledge.access import is_editor
from tryggby.knowledge.tree import join

# Wagtail writes a few styles and scripts into its pages, and shows previews in a frame; all from this host.
POLICY = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}


def editors_only(view):
    """404 for everybody who is not editor today; whoever is, is a member of Wagtail's group from then on."""

    @wraps(view)
    def editing(request, *args, **kwargs):
        if not is_editor(request.user):
            raise Http404
        join(request.user)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        return response

    return editing


urlpatterns = decorate_urlpatterns(decorate_urlpatterns(list(wagtail_patterns), csp_override(POLICY)), editors_only)
