"""Pages for whoever learns: my packages, a package, a part step by step, the practice sheet."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tryggby.packages.actions import keep_place, record_completion
from tryggby.packages.learning import following, own_states, package_state
from tryggby.packages.models import Completion, Mode, Part, Release
from tryggby.packages.practice import practice_sheet
from tryggby.packages.reading import all_screens, answered, place_in, screen, voice_for

# What a step does not need of its part and release.
UNREAD = ("practice", "evidence", "release__manifest", "release__sources")


@require_safe
def shelf(request):
    """My packages: what to do next, and how far I have come."""
    mine, others = own_states(request.user)
    return render(request, "packages/shelf.html", {"following": following(mine), "mine": mine, "others": others})


@require_safe
def package(request, package):
    """A package's front: goals, parts with marks, limits, sources, whom to ask."""
    release = get_object_or_404(
        Release.objects.visible_to(request.user).current().select_related("package"), package__slug=package
    )
    state = package_state(request.user, release)
    return render(request, "packages/package.html", {"release": release, "state": state, "said": release.said})


@require_safe
def part(request, package, part):
    """A practice whole; any other part at the step the reader has come to."""
    found = _part(request, package, part)
    if found.mode == Mode.PRACTICE:
        context = {"part": found, "sheet": practice_sheet(found), "screens": all_screens(found)}
        return render(request, "packages/part.html", context)
    if not found.steps:
        raise Http404
    done = _completion(request, found).exists()
    return redirect("packages:step", package, part, 1 if done else place_in(found, request.user) or 1)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, package, part, step):
    """One step. POST with «Neste» keeps the place and goes on; POST with an answer shows what it means."""
    found = _part(request, package, part, *UNREAD)
    if not 1 <= step <= found.step_count:
        raise Http404
    voice = voice_for(request.user, found, step, request.POST.get("tjeneste") or request.GET.get("tjeneste", ""))
    shown = screen(found, step, voice)
    if request.method == "POST" and "sporsmal" not in request.POST:
        return _go_on(request, shown)
    shown = answered(shown, request.POST.get("sporsmal", ""), request.POST.get("svar", ""))
    return render(request, "packages/step.html", {"screen": shown, "part": found})


@require_safe
def finish(request, package, part):
    """The part is done: what comes next."""
    found = _part(request, package, part)
    completion = get_object_or_404(_completion(request, found).select_related("release"))
    state = package_state(request.user, found.release)
    practice = next((item.part for item in state.parts if item.part.after == found.identifier), None)
    context = {"part": found, "completion": completion, "state": state, "practice": practice}
    return render(request, "packages/finish.html", context)


@require_safe
def sheet(request, package, part):
    """The practice on paper: page one to lead by, page two to observe with."""
    found = _part(request, package, part)
    if found.mode != Mode.PRACTICE:
        raise Http404
    address = request.build_absolute_uri(found.get_absolute_url())
    return render(request, "packages/sheet.html", {"part": found, "sheet": practice_sheet(found), "address": address})


def _part(request, package: str, part: str, *unread: str) -> Part:
    return get_object_or_404(
        Part.objects.visible_to(request.user).current().select_related("release__package").defer(*unread),
        release__package__slug=package,
        identifier=part,
    )


def _completion(request, part: Part):
    release = part.release
    return Completion.objects.of(request.user).filter(
        package=release.package_id, part=part.identifier, major=release.major
    )


def _go_on(request, shown):
    """Keep the place and open the next step; after the last one of own reading, note that the part is done."""
    part, slug = shown.part, shown.part.release.package.slug
    if not shown.is_last:
        keep_place(by=request.user, part=part, position=shown.number + 1)
        return redirect(shown.url(shown.number + 1, shown.chosen))
    if part.mode != Mode.SELF:
        return redirect("packages:package", slug)
    record_completion(by=request.user, person=request.user, part=part)
    return redirect("packages:finish", slug, part.identifier)
