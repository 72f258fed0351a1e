"""The editors' overview: how articles stand, newer editions, what professionals have checked."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tryggby.knowledge.access import is_editor
from tryggby.knowledge.actions import confirm_expert_review
from tryggby.knowledge.file import Malformed
from tryggby.knowledge.loading import take_edition
from tryggby.knowledge.models import Article, Shipment
from tryggby.knowledge.overview import articles_to_care_for, row_of
from tryggby.knowledge.review import ExpertReviewForm
from tryggby.knowledge.tree import folder
from tryggby.ui.door import keyset_page


def editors(view):
    """404 for everybody who is not editor today."""

    @wraps(view)
    def editing(request, *args, **kwargs):
        if not is_editor(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return editing


@editors
@require_safe
def overview(request):
    """Every article, by title; what needs care is said in words."""
    page = keyset_page(articles_to_care_for(), query=request.GET, by=("title", "pk"), size=40)
    rows = [row_of(article) for article in page]
    places = {"articles": folder("kunnskap", "nb"), "news": folder("nyheter", "nb")}
    return render(request, "knowledge/overview.html", {"page": page, "rows": rows, "places": places})


@editors
@require_POST
def edition(request, number: int):
    """Make the newer edition of a text a draft, and open it."""
    shipment = get_object_or_404(Shipment.objects.waiting(), page=number)
    try:
        page = take_edition(by=request.user, shipment=shipment)
    except Malformed as fault:
        messages.error(request, str(fault))
        return redirect("knowledge:overview")
    messages.success(request, _("Den nye utgaven er hentet som utkast. Les den, og publiser når den er klar."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, number: int):
    """Note that a professional has checked the published text."""
    article = get_object_or_404(Article.objects.live().select_related("locale"), pk=number)
    form = ExpertReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        confirm_expert_review(by=request.user, page=article, **form.cleaned_data)
        messages.success(request, _("Den faglige kontrollen er notert."))
        return redirect("knowledge:overview")
    context = {"form": form, "article": article}
    return render(request, "knowledge/review.html", context, status=422 if form.errors else 200)
