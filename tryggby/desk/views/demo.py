"""The demo's post: every mail the demo would have sent, to be read by whoever tries it. Only in demo mode."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.desk.letters import find_letter, letters
from tryggby.ui.door import public


@public
@require_safe
def post(request):
    """The mails, newest first."""
    search = request.GET.get("sok", "")[:100]
    found, older = letters(settings.DATA / "post", search)
    return render(request, "desk/demo_post.html", {"letters": found, "older": older, "search": search})


@public
@require_safe
def letter(request, name):
    """One mail with its text and calendar entries."""
    found = find_letter(settings.DATA / "post", name)
    if found is None:
        raise Http404
    return render(request, "desk/demo_letter.html", {"letter": found})
