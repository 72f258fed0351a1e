"""The privacy officer's pages: who sees what, and the log of who did what."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.audit.door import broken_seal
from tryggby.desk.logbook import ASKED, entries_of, verbs_of, with_names
from tryggby.desk.privacy import privacy_rooms
from tryggby.organisations.door import Role, standing
from tryggby.ui.door import keyset_page
from tryggby.voices.door import overdue_alarms


@require_safe
def privacy(request):
    """What is kept about whom, why, who sees it and how long; and whether the log is whole."""
    _officer(request)
    context = {
        "rooms": privacy_rooms(),
        "broken": broken_seal(newest=100),
        "overdue": overdue_alarms(request.user),
    }
    return render(request, "desk/privacy.html", context)


@require_safe
def log(request):
    """Acts in the officer's organisations, newest first; filtered by act, person and day."""
    organisations = _officer(request)
    chosen = {name: request.GET.get(name, "") for name in ASKED}
    page = keyset_page(entries_of(organisations, chosen), query=request.GET, by=["-pk"], size=40)
    context = {"page": page, "rows": with_names(list(page)), "verbs": verbs_of(organisations), "chosen": chosen}
    return render(request, "desk/log.html", context)


def _officer(request) -> frozenset[int]:
    organisations = standing(request.user).roles.get(Role.PRIVACY_OFFICER, frozenset())
    if not organisations:
        raise Http404
    return organisations
