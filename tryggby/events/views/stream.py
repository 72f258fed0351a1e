"""The stream's page for one person: before it opens, while it runs, and afterwards."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tryggby.events import tokens
from tryggby.events.actions.question import questions_open
from tryggby.events.broadcast import broadcast
from tryggby.events.forms.afterwards import QuestionForm
from tryggby.events.models import Question, Seating
from tryggby.events.publishing import shown
from tryggby.events.views.questions import asked, lists
from tryggby.ui.door import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def stream(request, token):
    """The player's address is on the page only while the stream is open, and only for a link that still holds."""
    signup = tokens.find(token, tokens.STREAM)
    usable = signup and signup.confirmed_at and not signup.cancelled_at and signup.seating.mode == Seating.Mode.STREAM
    if not usable:
        return render(request, "events/gone.html", status=404)
    event = signup.event
    form = QuestionForm(request.POST if request.method == "POST" else None, initial={"source": Question.Source.STREAM})
    if request.method == "POST" and asked(request, event, form):
        return redirect("events:stream", token)
    context = {
        "event": event,
        "form": form,
        "broadcast": broadcast(event),
        "recording": shown(event),
        "is_open": questions_open(event),
        **lists(event),
    }
    response = render(request, "events/stream.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response
