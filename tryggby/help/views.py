"""The help entrance, leaving the site, and how to stay safe on the net. No database, no session."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from tryggby.help.lines import lines_for
from tryggby.ui.door import public, visitor_page

AUDIENCES = {"barn": "child", "voksen": "adult", "ansatt": "employee"}


@visitor_page
def entrance(request):
    """Who are you, and is anyone in danger now?"""
    return render(request, "help/entrance.html", {"danger": lines_for("child", danger=True)})


@visitor_page
def lines(request, who: str):
    """The doors for one kind of reader, those open now first."""
    if who not in AUDIENCES:
        raise Http404
    now = timezone.now()
    rows = [
        {
            "line": line,
            "open": line.open_at(now),
            "overdue": line.overdue(now),
            "opens_at": line.next_opening(now),
        }
        for line in lines_for(AUDIENCES[who])
    ]
    rows.sort(key=lambda row: not row["open"])
    danger = lines_for(AUDIENCES[who], danger=True)
    return render(request, "help/lines.html", {"who": who, "rows": rows, "danger": danger})


@visitor_page
def traces(request):
    """What «Forlat siden» hides and what it does not."""
    return render(request, "help/traces.html")


@public
def leave(request):
    """Leave: nothing kept, on to a neutral page."""
    response = HttpResponseRedirect(settings.EXIT_URL)
    response["Cache-Control"] = "no-store"
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        request.session.flush()
    return response
