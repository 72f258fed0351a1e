"""Pages for editors: releases, bringing in a package, giving it out, taking it back."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.packages.access import edits_packages
from tryggby.packages.actions import withdraw_release
from tryggby.packages.editing import release_rows
from tryggby.packages.format import Refused
from tryggby.packages.forms import KpkForm
from tryggby.packages.imports import accept_import, export_release, hand_in, intake_files
from tryggby.packages.models import Intake, Release
from tryggby.packages.plan import plan_import


def for_editors(view):
    """The page does not exist for anybody but editors."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not edits_packages(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_editors
def releases(request):
    """Every package with its releases, and what waits for a person."""
    return render(request, "packages/releases.html", {"rows": release_rows()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def upload(request):
    """Hand in a .kpk file to see what it would do."""
    form = KpkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        once, content = request.POST.get("once"), form.cleaned_data["content"]
        return redirect("packages:intake", hand_in(by=request.user, name=file.name, content=content, once=once).key)
    status = 422 if request.method == "POST" else 200
    return render(request, "packages/upload.html", {"form": form, "problems": form.refused}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def intake(request, key):
    """The plan for a handed-in file; POST accepts it."""
    handed_in = get_object_or_404(Intake.objects.visible_to(request.user), key=key)
    files = intake_files(handed_in)
    if request.method == "POST":
        try:
            release = accept_import(by=request.user, files=files, intake=handed_in, once=request.POST.get("once"))
        except Refused:
            plan = plan_import(files)
            return render(request, "packages/intake.html", {"intake": handed_in, "plan": plan}, status=422)
        messages.success(request, _("%(title)s er tatt inn.") % {"title": release})
        return redirect("packages:releases")
    return render(request, "packages/intake.html", {"intake": handed_in, "plan": plan_import(files)})


@require_safe
@for_editors
def kpk(request, package, version):
    """A release as the file it came from, byte for byte."""
    release = _release(request, package, version)
    response = HttpResponse(export_release(release), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{release.package.slug}-{release.version}.kpk"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def withdrawal(request, package, version):
    """Ask, and then take a release out of use."""
    release = _release(request, package, version)
    if request.method == "POST":
        withdraw_release(by=request.user, release=release)
        messages.success(request, _("%(title)s er trukket tilbake.") % {"title": release})
        return redirect("packages:releases")
    before = release.package.releases.filter(withdrawn_on__isnull=True).exclude(pk=release.pk).first()
    return render(request, "packages/withdrawal.html", {"release": release, "before": before})


def _release(request, package: str, version: str) -> Release:
    return get_object_or_404(
        Release.objects.visible_to(request.user).select_related("package"), package__slug=package, version=version
    )
