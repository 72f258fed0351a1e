"""Write to the municipality: the form for adults, and the one for children."""

from django.db import transaction
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.ground.door import count_from
from tryggby.organisations.door import Appointment, Role, installation
from tryggby.ui.door import public
from tryggby.website.actions import send_child_message, send_message
from tryggby.website.forms import ChildLetterForm, LetterForm
from tryggby.website.refusal import Refused

# From one place in an hour: beyond this no receipt is mailed, and beyond that nothing is taken in.
QUIET, TOO_MANY = 5, 60


@public
def letter(request):
    """The adults' form, and the receipt. Sent twice, the form gives the same receipt."""
    made = installation(request)
    form = LetterForm(request.POST or None, initial={"kind": request.GET.get("om", "")})
    status = 200
    if made and request.method == "POST" and form.is_valid():
        try:
            message = _take_in(request, made.owner, form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            status = 429
        else:
            return render(request, "website/letter_sent.html", {"message": message})
    status = 422 if form.errors and status == 200 else status
    return render(request, "website/letter.html", {"form": form, "made": made}, status=status)


@public
def child_letter(request):
    """The children's form: help first, one tap, a few words if there is somebody to read them."""
    made = installation(request)
    has_reader = made is not None and _readers(made.owner).exists()
    form = ChildLetterForm(request.POST or None, has_reader=has_reader)
    status = 200
    if made and request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data.get(name, "") for name in ("kind", "text")}
        try:
            send_child_message(
                organisation=made.owner, language=get_language() or "nb", once=request.POST.get("once"), **given
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            status = 429
        else:
            return render(request, "website/child_letter_sent.html", {})
    status = 422 if form.errors and status == 200 else status
    context = {"form": form, "made": made, "has_reader": has_reader}
    return render(request, "website/child_letter.html", context, status=status)


@transaction.atomic
def _take_in(request, owner, given: dict):
    """Count where it came from and take it in, in one transaction."""
    number = count_from(request, "letter")
    if number > TOO_MANY:
        raise Refused(_("Det kommer svært mange meldinger herfra akkurat nå. Prøv igjen om en time."))
    return send_message(
        # The page asks for a name of those alone who want an answer: the log does not tell who was signed in.
        by=None,
        organisation=owner,
        kind=given["kind"],
        text=given["text"],
        name=given["name"],
        email=given["email"],
        language=get_language() or "nb",
        receipt=number <= QUIET,
        once=request.POST.get("once"),
    )


def _readers(owner):
    """Who reads what children write: the organisation's coordinators."""
    return Appointment.objects.current().filter(organisation=owner, role=Role.COORDINATOR)
