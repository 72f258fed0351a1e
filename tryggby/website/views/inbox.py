"""What has come in: for coordinators and editors."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tryggby.ui.door import keyset_page
from tryggby.website.access import reads_messages
from tryggby.website.actions import answer_message, close_message, note_reading
from tryggby.website.forms import AnswerForm
from tryggby.website.models import ContactMessage
from tryggby.website.refusal import Refused
from tryggby.website.sealing import opened


@require_safe
def inbox(request):
    """What waits, the oldest first; or what is finished, the newest first."""
    if not reads_messages(request.user):
        raise Http404
    finished = request.GET.get("vis") == "ferdige"
    mine = ContactMessage.objects.visible_to(request.user).select_related("organisation")
    rows, by = (mine.finished(), ("-received_at", "-pk")) if finished else (mine.waiting(), ("received_at", "pk"))
    page = keyset_page(rows, query=request.GET, by=by)
    return render(request, "website/inbox.html", {"page": page, "finished": finished})


@require_safe
def message(request, key: str):
    """One message, with its answers and the form for one more. Reading is logged."""
    found = _found(request, key)
    note_reading(by=request.user, message=found)
    return _page(request, found, AnswerForm())


@require_POST
def message_answer(request, key: str):
    """Mail an answer."""
    found, form = _found(request, key), AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_message(by=request.user, message=found, once=request.POST.get("once"), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Svaret er sendt."))
            return redirect("website:message", key)
    return _page(request, found, form)


@require_POST
def message_close(request, key: str):
    """Nothing more is to be done."""
    close_message(by=request.user, message=_found(request, key))
    messages.success(request, _("Meldingen er lukket."))
    return redirect("website:inbox")


def _found(request, key: str) -> ContactMessage:
    mine = ContactMessage.objects.visible_to(request.user).kept().select_related("organisation")
    return get_object_or_404(mine, key=key)


def _page(request, found: ContactMessage, form: AnswerForm):
    answers = [
        {"at": row.at, "by": row.by, "text": opened(row.sealed, found.key).get("text", "")}
        for row in found.answers.select_related("by")
    ]
    context = {
        "message": found,
        "letter": {"name": "", "email": "", "text": ""} | opened(found.sealed, found.key),
        "answers": answers,
        "form": form,
    }
    return render(request, "website/message.html", context, status=422 if form.errors else 200)
