"""The first page of an empty installation."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tryggby.organisations.access import first_coordinator, installation
from tryggby.organisations.actions import set_up_installation
from tryggby.organisations.forms import SetUpForm
from tryggby.people.door import sign_in
from tryggby.ui.door import public, theme_warnings


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request):
    """Owner, first coordinator and colour; the coordinator is signed in. There is no such page afterwards."""
    if installation(request):
        raise Http404
    form = SetUpForm(request.POST or None, initial={"code": request.GET.get("kode", "")[:40]})
    if request.method == "POST" and form.is_valid():
        try:
            made = set_up_installation(**form.answers)
        except IntegrityError as error:
            raise Http404 from error
        for hint in theme_warnings(made.brand_colour):
            messages.info(request, hint)
        sign_in(request, first_coordinator(made))
        messages.success(request, _("Velkommen. Begynn med å legge inn enheter og ansatte."))
        return redirect("organisations:units")
    return render(request, "organisations/set_up.html", {"form": form}, status=422 if form.is_bound else 200)
