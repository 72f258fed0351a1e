"""A leader's own people and what is asked of them."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tryggby.insight import people
from tryggby.organisations.door import Unit
from tryggby.ui.door import keyset_page


@require_safe
def unit(request, key: str):
    """The people of a unit the reader leads, fifty at a time, by name."""
    here = get_object_or_404(Unit.objects.open().led_by(request.user).select_related("organisation"), key=key)
    requirements = people.requirements_of(here)
    page = keyset_page(people.colleagues(here), query=request.GET, by=("given_name", "family_name", "pk"), size=50)
    context = {
        "unit": here,
        "requirements": requirements,
        "page": page,
        "rows": people.person_rows(page.rows, requirements, here),
    }
    return render(request, "insight/unit.html", context)
