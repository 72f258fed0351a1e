"""What every page says of whose installation this is: change it after the set-up."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggby.organisations.access import coordinates, installation
from tryggby.organisations.actions import change_face
from tryggby.organisations.forms import FaceForm
from tryggby.ui.door import theme_warnings


@require_http_methods(["GET", "HEAD", "POST"])
def face(request):
    """Name, department and colour; for coordinators of the owner alone."""
    made = installation(request)
    if made is None or not coordinates(request.user, made.owner_id):
        raise Http404
    form = FaceForm(request.POST or None, installation=made)
    if request.method == "POST" and form.is_valid():
        changed = change_face(by=request.user, installation=made, **form.facts)
        for hint in theme_warnings(form.facts["brand_colour"]) if "brand_colour" in changed else []:
            messages.info(request, hint)
        messages.success(request, _("Lagret. Alle sidene følger etter med en gang."))
        return redirect("organisations:face")
    return render(request, "organisations/face.html", {"form": form}, status=422 if form.is_bound else 200)
