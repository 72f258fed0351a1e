"""The public front hall: front page, what we do, the project, who it is for, and the statements."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggby.insight.door import public_figures
from tryggby.knowledge.door import articles, articles_in_other_tongues, latest_news, plain_page
from tryggby.organisations.door import Installation, Service, installation
from tryggby.packages.door import common_training_packages
from tryggby.ui.door import child_page, offer_languages, visitor_page
from tryggby.voices.door import newest_answers
from tryggby.website.access import edited_organisation
from tryggby.website.actions import save_project
from tryggby.website.coming import next_event
from tryggby.website.facts import project_facts
from tryggby.website.forms import ProjectForm
from tryggby.website.models import Project
from tryggby.website.statement import read_statement

# So many pieces of news stand on the front page.
NEWS = 3
# The text behind the children's door «Rettighetene dine».
RIGHTS = "rettighetene-dine"


@visitor_page
def front(request):
    """The front page; an installation that is not set up yet goes to the set-up page."""
    if not Installation.objects.exists():
        return redirect("/oppsett/")
    context = {
        "figures": public_figures(),
        "event": next_event(request.user),
        "news": latest_news(get_language() or "nb", NEWS),
        "answers": newest_answers(),
    }
    return render(request, "website/front.html", context)


@visitor_page
def about(request):
    """What the municipality does, and the packages it learns from."""
    return render(request, "website/about.html", {"packages": common_training_packages()})


@visitor_page
def project(request):
    """Goal, partners, target groups, progress, funding, contact by role."""
    facts = project_facts(installation(request))
    may_edit = request.user.is_authenticated and edited_organisation(request.user, facts.owner) is not None
    reading = plain_page("prosjektet", get_language() or "nb")
    return render(request, "website/project.html", {"facts": facts, "may_edit": may_edit, "reading": reading})


def project_edit(request):
    """The municipality's own words about the project; for its coordinators and editors."""
    made = installation(request)
    organisation = edited_organisation(request.user, made.owner if made else None)
    if organisation is None:
        raise Http404
    known = Project.objects.visible_to(request.user).filter(organisation=organisation).first()
    form = ProjectForm(request.POST or None, instance=known, initial={"contact_email": made.contact_email})
    if request.method == "POST" and form.is_valid():
        save_project(by=request.user, organisation=organisation, **form.facts)
        messages.success(request, _("Teksten er lagret."))
        return redirect("website:project")
    return render(request, "website/project_edit.html", {"form": form}, status=422 if form.errors else 200)


@child_page
def young(request):
    """For children and young people: what adults here practise, and where help is."""
    found = _articles("child")
    rights = next((article.address for article in found["articles"] if article.slug == RIGHTS), "#les")
    return render(request, "website/young.html", found | {"rights": rights})


@visitor_page
def parents(request):
    """For parents: how we meet your child, and where to ask."""
    return render(request, "website/parents.html", _articles("parent"))


@visitor_page
def staff(request):
    """For employees: how to begin."""
    return render(request, "website/staff.html", {"services": Service.objects.all()})  # for everyone: kinds of work


@visitor_page
def contact(request):
    """Whom to ask, by role."""
    return render(request, "website/contact.html", {"facts": project_facts(installation(request))})


@visitor_page
def privacy(request):
    """What is kept about whom, in plain words."""
    return render(request, "website/privacy.html")


@visitor_page
def cookies(request):
    """None for visitors; what whoever signs in gets, and why."""
    names = {"session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME}
    return render(request, "website/cookies.html", {"names": names})


@visitor_page
def accessibility(request):
    """The accessibility statement."""
    return render(request, "website/accessibility.html", {"statement": read_statement()})


@visitor_page
def page(request, slug: str):
    """A page that editors have made."""
    reading = plain_page(slug, get_language() or "nb")
    if reading is None:
        raise Http404
    if request.path != reading.address:
        return redirect(reading.address)
    offer_languages(request, reading.languages)
    return render(request, "website/page.html", {"reading": reading})


def _articles(audience: str) -> dict:
    """What the knowledge base has for these readers, by title; and in languages without pages of their own."""
    found = sorted(articles(get_language() or "nb", audience), key=lambda article: article.title)
    return {"articles": found, "elsewhere": articles_in_other_tongues(audience)}
