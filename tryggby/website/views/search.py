"""Search. The words stand in the form, not in the address, so that they do not lie in the browser's history."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tryggby.help.door import answering_now
from tryggby.ui.door import public
from tryggby.website.search import search_everything

# The children's phone stands there whatever the list says.
ALWAYS = "116111"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def search(request):
    """The box, and what was found. A link may bring the words along as `q`."""
    question = request.POST.get("q", "") if request.method == "POST" else request.GET.get("q", "")
    answer = search_everything(question, request.user)
    lines = [row for row in answering_now("child") if row.card.tel != ALWAYS][:3] if answer.need else []
    status = 422 if answer.over else 200
    response = render(request, "website/search.html", {"answer": answer, "lines": lines}, status=status)
    # Back shall show the answers again, on this machine alone.
    response["Cache-Control"] = "private, max-age=300"
    return response
