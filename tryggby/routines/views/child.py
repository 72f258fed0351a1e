"""Pages that a child and an adult look at together: the sharing plan, the paper version, the safe person's card.

Nothing is typed into an address or a form that is sent: what is written stays in the page and goes with it.
"""

from functools import wraps

from django.conf import settings
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from tryggby.help.door import LawSnippet, help_cards, law_snippets
from tryggby.routines.before_talk import AGES, WORKPLACES, chosen
from tryggby.routines.plan_words import ADVISERS, AFTER, DUTIES, HOW, MUST, PEOPLE, SIGNS, WAYS
from tryggby.ui.door import child_page, public, visitor_page

# The page may talk to nobody: no request from its script, no form, no frame, no worker.
SILENT = settings.SECURE_CSP | {"connect-src": [CSP.NONE], "form-action": [CSP.NONE], "media-src": [CSP.NONE]}
# Sections that tell when something must be said whatever the child wishes.
DUTY_KINDS = (LawSnippet.Kind.REPORT, LawSnippet.Kind.AVERT)


def unkept(view):
    """Nobody between the server and the screen keeps the page, nor does the browser."""

    @wraps(view)
    def page(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return page


@public
@csp_override(SILENT)
@unkept
@require_safe
def sharing_plan(request):
    """A plan that a child and an adult make together; it lives in the page only."""
    return render(request, "routines/sharing_plan.html", _choices() | {"laws": _duties(), "advisers": _advisers()})


@public
@csp_override(SILENT)
@unkept
@require_safe
def sharing_paper(request):
    """The same on paper, empty; the words to begin with are chosen by where one works and the child's age."""
    work, age = chosen(request.GET.get("rolle", ""), request.GET.get("alder", ""))
    lines = {"how": HOW, "must": MUST, "after": AFTER}
    return render(request, "routines/sharing_paper.html", _choices() | lines | {"work": work, "age": age})


@child_page
@require_safe
def safe_person(request):
    """For the child: you may bring somebody; a card to show."""
    return render(request, "routines/safe_person.html")


@child_page
@require_safe
def safe_person_card(request):
    """The card on paper: for the adult in the meeting, and for the one who comes along."""
    return render(request, "routines/safe_person_card.html")


@visitor_page
@require_safe
def safe_person_adult(request):
    """For the adult: how to invite, what the role is, where its limits are, and what nobody writes down."""
    return render(request, "routines/safe_person_adult.html", {"laws": law_snippets(ids=("bvl-1-4", "brk-12"))})


def _choices() -> dict:
    return {
        "workplaces": WORKPLACES,
        "ages": AGES,
        "people": PEOPLE,
        "ways": WAYS,
        "duties": DUTIES,
        "signs": SIGNS,
    }


def _duties() -> list[tuple]:
    """Sections with the codes of the workplaces they concern."""
    laws = law_snippets(kinds=DUTY_KINDS)
    return [(law, " ".join(w.code for w in WORKPLACES if law.concerns(w.service))) for law in laws]


def _advisers() -> list:
    """Whom to ask for advice: the municipality's own first, then the country's."""
    cards = [card for card, _door in help_cards() if card.phone]
    own = [card for card in cards if card.line.organisation_id and "employee" in card.line.audiences]
    return own[:3] + [card for card in cards if card.line.shipped_id in ADVISERS]
