"""What other systems ask, how it is described, and the page for people. The protocol is read at the first request."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.ui.door import public, visitor_page


@public
def endpoint(request, rest):
    """Version 1. A bearer token alone says who asks: no session, no cookie, nothing a browser could be tricked into."""
    from tryggby.api.protocol.version_one import serve

    return serve(request, rest)


@visitor_page
@require_safe
def description(request):
    """The description for machines (OpenAPI 3.1)."""
    from tryggby.api.protocol.description import description as described

    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@visitor_page
@require_safe
def contents(request):
    """What can be asked, with examples, in the reader's language."""
    from tryggby.api.protocol.telling import told

    operations = told()
    context = {
        "root": request.build_absolute_uri("/api/v1"),
        "open": [one for one in operations if not one.scope],
        "own": [one for one in operations if one.scope],
    }
    return render(request, "api/contents.html", context)
