"""The library of advice that the cities released."""

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.network.library import Library, Shelved
from tryggby.network.models.city import seen_from
from tryggby.ui.door import Page

SIZE = 20


@require_safe
def advice(request):
    """What children have advised, by theme, age, service and method; the newest first."""
    if not seen_from(request.user):
        raise Http404
    library = Library(request.user)
    found = library.found(request.GET)
    filters = library.filters(request.GET)
    context = {
        "page": _page(found, request.GET),
        "number": len(found),
        "any": bool(library.rows),
        "filters": filters,
        "chosen": any(one.chosen for one in filters),
    }
    return render(request, "network/advice.html", context)


def _page(rows: list[Shelved], query: QueryDict) -> Page:
    """Some of them; they lie in the releases, so a page is known by its number."""
    last = max(0, len(rows) - 1) // SIZE + 1
    asked = query.get("side", "")
    number = min(int(asked), last) if asked.isdecimal() and 0 < len(asked) < 6 else 1
    number = max(number, 1)
    return Page(
        rows[(number - 1) * SIZE : number * SIZE],
        previous_url=_link(query, number - 1) if number > 1 else "",
        next_url=_link(query, number + 1) if number < last else "",
    )


def _link(query: QueryDict, number: int) -> str:
    other = query.copy()
    other["side"] = str(number)
    return f"?{other.urlencode()}"
