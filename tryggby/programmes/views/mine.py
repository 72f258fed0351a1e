"""One's own: my gatherings, one gathering, «Jeg er her», and the answer to an invitation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggby.ground.door import today
from tryggby.programmes import actions
from tryggby.programmes.figures import gatherings_for
from tryggby.programmes.models import BetweenTask, Enrolment, Gathering, Invitation
from tryggby.ui.door import public


def mine(request):
    """My gatherings to come and those held, and what to do in between."""
    rows = gatherings_for(request.user)
    tasks = BetweenTask.objects.for_person(request.user).coming()
    facts = {"coming": rows.coming()[:50], "past": rows.past()[:50], "tasks": tasks[:5]}
    return render(request, "programmes/mine.html", facts)


def gathering(request, key):
    """One gathering: when, where, agenda, preparation; on the day a button to say «Jeg er her»."""
    row = get_object_or_404(
        Gathering.objects.visible_to(request.user).select_related("cohort__programme", "cohort__organisation"), key=key
    )
    own = Enrolment.objects.of_gathering(row).filter(person=request.user).first()
    facts = {
        "gathering": row,
        "design": row.cohort.programme.design.gathering(row.track, row.number),
        "track": row.cohort.programme.design.track_name(row.track),
        "tasks": row.tasks.order_by("due_on", "id"),
        "own": own,
        "is_today": row.starts.date() == today() and row.cancelled_at is None,
        "mark": own.attendances.filter(gathering=row).first() if own else None,
    }
    return render(request, "programmes/gathering.html", facts)


@require_POST
def presence(request, key):
    """«Jeg er her», on the day."""
    row = get_object_or_404(Gathering.objects.for_person(request.user).select_related("cohort"), key=key)
    try:
        actions.check_in(by=request.user, gathering=row)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    except PermissionDenied as error:
        raise Http404 from error
    else:
        messages.success(request, _("Takk, du er meldt til stede."))
    return redirect("programmes:gathering", key)


@public
def invitation(request, token):
    """Answer an invitation from a mail. Looking changes nothing; only the buttons do."""
    row = get_object_or_404(
        Invitation.objects.with_token(token).select_related("cohort__programme", "cohort__organisation", "unit")
    )
    facts = {"invitation": row, "cohort": row.cohort, "problem": ""}
    if request.method == "POST":
        try:
            _answer(request, row)
        except ValidationError as error:
            facts["problem"] = " ".join(error.messages)
        else:
            return redirect("programmes:invitation", token)
    facts["gatherings"] = row.cohort.gatherings.coming().filter(track=row.track, run=row.run)
    facts["track"] = row.cohort.programme.design.track(row.track)
    return render(request, "programmes/invitation.html", facts, status=422 if facts["problem"] else 200)


def _answer(request, row: Invitation) -> None:
    if request.POST.get("svar") == "ja":
        actions.accept_invitation(by=None, invitation=row)
    elif request.POST.get("svar") == "nei":
        actions.decline_invitation(by=None, invitation=row)
    else:
        raise ValidationError(_("Velg ja eller nei."))
