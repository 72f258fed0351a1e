"""What the project page shows: the municipality's own words, and what the house knows by itself."""

from dataclasses import dataclass, field

from tryggby.insight.door import public_figures
from tryggby.organisations.door import Installation, Organisation, Partnership, Service
from tryggby.website.models import Project


@dataclass(frozen=True)
class ProjectFacts:
    """One installation's project. Empty before the set-up."""

    owner: Organisation | None = None
    department: str = ""
    contact_email: str = ""
    words: Project = field(default_factory=Project)
    partners: list[Organisation] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    figures: list[dict] = field(default_factory=list)


def project_facts(made: Installation | None) -> ProjectFacts:
    """Everything in a fixed number of queries."""
    if made is None:
        return ProjectFacts()
    agreed = Partnership.objects.current().filter(organisation=made.owner).select_related("partner")
    taking_part = Service.objects.filter(units__organisation=made.owner, units__closed_on__isnull=True)
    return ProjectFacts(
        owner=made.owner,
        department=made.department,
        contact_email=made.contact_email,
        words=Project.objects.filter(organisation=made.owner).first() or Project(),
        partners=sorted({agreement.partner for agreement in agreed}, key=lambda partner: (partner.name, partner.pk)),
        services=list(taking_part.order_by("order", "pk").distinct()),
        figures=public_figures(),
    )
