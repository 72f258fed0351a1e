"""The collection of adopted routines for the municipality's action plan against violence."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tryggby.routines.action_plan import Collection, as_markdown, as_pdf, collect, units_of
from tryggby.routines.models import SelfReview
from tryggby.routines.word_document import CONTENT_TYPE, as_word


@require_safe
def action_plan(request):
    """On the screen, for print; also which units have held a self-review, never what it said."""
    organisation, units = units_of(request.user)
    if organisation is None:
        raise Http404
    held = SelfReview.objects.done().filter(unit__in=units, kind="whole").select_related("unit")
    context = {"whole": collect(organisation, units), "held": held.order_by("unit__name", "-closed_at", "pk")}
    return render(request, "routines/action_plan.html", context)


@require_safe
def action_plan_pdf(request):
    """As a tagged PDF."""
    return _file(as_pdf(_whole(request)), "application/pdf", "pdf")


@require_safe
def action_plan_word(request):
    """As a Word document, to be edited."""
    return _file(as_word(_whole(request)), CONTENT_TYPE, "docx")


@require_safe
def action_plan_md(request):
    """As Markdown."""
    return _file(as_markdown(_whole(request)).encode(), "text/markdown; charset=utf-8", "md")


def _whole(request) -> Collection:
    organisation, units = units_of(request.user)
    if organisation is None:
        raise Http404
    return collect(organisation, units)


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="vedtatte-rutiner.{ending}"'
    return response
