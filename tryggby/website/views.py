"""The public front hall: front page, what we do, who it is for, and the statements."""

from django.shortcuts import redirect, render

from tryggby.events.door import Event
from tryggby.insight.door import public_figures
from tryggby.organisations.door import Installation, Service
from tryggby.packages.door import common_training_packages
from tryggby.ui.door import visitor_page
from tryggby.voices.door import newest_answers


@visitor_page
def front(request):
    """The front page; an installation that is not set up yet goes to the set-up page."""
    if not Installation.objects.exists():
        return redirect("/oppsett/")
    next_event = (
        Event.objects.open_to(request.user)
        .coming()
        .filter(cancelled_at__isnull=True, kind=Event.Kind.PUBLIC)
        .order_by("starts_at")
    )
    context = {"figures": public_figures(), "event": next_event.first(), "answers": newest_answers()}
    return render(request, "website/front.html", context)


@visitor_page
def about(request):
    """What the municipality does, and the packages it learns from."""
    return render(request, "website/about.html", {"packages": common_training_packages()})


@visitor_page
def young(request):
    """For children and young people: what adults here practise, and where help is."""
    return render(request, "website/young.html")


@visitor_page
def parents(request):
    """For parents: how we meet your child, and where to ask."""
    return render(request, "website/parents.html")


@visitor_page
def staff(request):
    """For employees: how to begin."""
    return render(request, "website/staff.html", {"services": Service.objects.all()})  # for everyone: kinds of work


@visitor_page
def contact(request):
    """Whom to ask, by role."""
    installation = Installation.objects.select_related("owner").first()  # for everyone: whose site it is
    return render(request, "website/contact.html", {"installation": installation})


@visitor_page
def privacy(request):
    """What is kept about whom, in plain words."""
    return render(request, "website/privacy.html")


@visitor_page
def accessibility(request):
    """The accessibility statement."""
    return render(request, "website/accessibility.html")
