"""A leader's own people and what is asked of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tryggby.insight import people
from tryggby.organisations.door import Unit, leads
from tryggby.ui.door import keyset_page


@require_safe
def unit(request, key: str):
    """The people of a unit the reader leads, fifty at a time, by name."""
    here = led_unit(request, key)
    requirements = people.requirements_of(here)
    inside = people.tree_of(here)
    page = keyset_page(people.colleagues(inside), query=request.GET, by=("given_name", "family_name", "pk"), size=50)
    context = {
        "unit": here,
        "requirements": requirements,
        "page": page,
        "rows": people.person_rows(page.rows, requirements, inside),
    }
    return render(request, "insight/unit.html", context)


def led_unit(request, key: str) -> Unit:
    """An open unit that the reader leads. Asked from the unit upwards: those below may be thousands."""
    here = get_object_or_404(Unit.objects.open().select_related("organisation"), key=key)
    if not leads(request.user, here):
        raise Http404
    return here
