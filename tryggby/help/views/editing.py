"""Pages for editors: help lines and sections of the law, which are overdue, edit, check, take away."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.help.access import edits_help
from tryggby.help.actions import add_law, add_line, check_law, check_line, edit_law, edit_line, withdraw_line
from tryggby.help.actions import withdraw_law as withdraw_section
from tryggby.help.forms import EntryForm, LawForm
from tryggby.help.models import HelpLine, LawSnippet


def for_editors(view):
    """The page does not exist for anybody but editors."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not edits_help(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_editors
def register(request):
    """Every help line one looks after, those that must be looked at first."""
    lines = list(_lines(request).standing().in_order().select_related("organisation", "checked_by"))
    context = {"lines": sorted(lines, key=lambda line: not line.overdue), "overdue": sum(one.overdue for one in lines)}
    return render(request, "help/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def entry_new(request):
    """Add a line of one's own organisation."""
    form = EntryForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        line = add_line(by=request.user, once=request.POST.get("once"), **form.facts)
        messages.success(request, _("%(name)s er lagt til og står på hjelpesidene.") % {"name": line.name})
        return redirect("help:register")
    return render(request, "help/entry_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def entry(request, key):
    """A line: what it says, when it was checked; change it."""
    line = _line(request, key)
    form = EntryForm(request.POST or None, person=request.user, line=line)
    if request.method == "POST" and form.is_valid():
        edit_line(by=request.user, line=line, **form.facts)
        messages.success(request, _("%(name)s er endret på hjelpesidene.") % {"name": line.name})
        return redirect("help:register")
    return render(request, "help/entry.html", {"form": form, "line": line}, status=422 if form.is_bound else 200)


@require_POST
@for_editors
def entry_check(request, key):
    """Held against its source today, and right."""
    line = _line(request, key)
    check_line(by=request.user, line=line)
    messages.success(request, _("%(name)s er kontrollert i dag.") % {"name": line.name})
    return redirect("help:register")


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def entry_withdrawal(request, key):
    """Ask, and then take a line off the pages."""
    line = _line(request, key)
    if request.method == "POST":
        withdraw_line(by=request.user, line=line)
        messages.success(request, _("%(name)s er tatt bort.") % {"name": line.name})
        return redirect("help:register")
    return render(request, "help/entry_withdrawal.html", {"line": line})


@require_safe
@for_editors
def laws(request):
    """Every section of the law, those that must be read again first."""
    found = list(LawSnippet.objects.visible_to(request.user).standing().select_related("checked_by"))
    context = {"laws": sorted(found, key=lambda one: not one.overdue), "overdue": sum(one.overdue for one in found)}
    return render(request, "help/laws.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def law_new(request):
    """Add a section."""
    form = LawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        law = add_law(by=request.user, once=request.POST.get("once"), **form.facts)
        messages.success(request, _("%(name)s er lagt til.") % {"name": law.section})
        return redirect("help:laws")
    return render(request, "help/law_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def law(request, key):
    """A section: what it says, when it was read; change it."""
    found = _law(request, key)
    form = LawForm(request.POST or None, law=found)
    if request.method == "POST" and form.is_valid():
        edit_law(by=request.user, law=found, **form.facts)
        messages.success(request, _("%(name)s er endret.") % {"name": found.section})
        return redirect("help:laws")
    return render(request, "help/law.html", {"form": form, "law": found}, status=422 if form.is_bound else 200)


@require_POST
@for_editors
def law_check(request, key):
    """Read against the law today, and right."""
    found = _law(request, key)
    check_law(by=request.user, law=found)
    messages.success(request, _("%(name)s er lest mot loven i dag.") % {"name": found.section})
    return redirect("help:laws")


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def law_withdrawal(request, key):
    """Ask, and then take a section off the pages."""
    found = _law(request, key)
    if request.method == "POST":
        withdraw_section(by=request.user, law=found)
        messages.success(request, _("%(name)s er tatt bort.") % {"name": found.section})
        return redirect("help:laws")
    return render(request, "help/law_withdrawal.html", {"law": found})


def _lines(request):
    return HelpLine.objects.visible_to(request.user)


def _line(request, key) -> HelpLine:
    return get_object_or_404(_lines(request).standing().select_related("checked_by"), key=key)


def _law(request, key) -> LawSnippet:
    return get_object_or_404(LawSnippet.objects.visible_to(request.user).standing(), key=key)
