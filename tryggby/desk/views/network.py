"""The network coordinator's home: the municipalities side by side, in counts, by name."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.insight.door import city_rows
from tryggby.organisations.door import Role, standing


@require_safe
def network(request):
    """Units and colleagues reached per municipality; small groups hidden, no order but the alphabet."""
    if not standing(request.user).has(Role.NETWORK_COORDINATOR):
        raise Http404
    return render(request, "desk/network.html", {"rows": city_rows(request.user)})
