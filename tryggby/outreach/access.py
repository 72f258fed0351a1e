"""Who may: coordinators and network coordinators set up meetings and days; leaders who are invited see the meeting."""

from tryggby.organisations.door import Organisation, standing


def hosted(person) -> frozenset[int]:
    """The organisations whose meetings and days the person runs."""
    return standing(person).outward


def hosts(person, organisation) -> bool:
    """True when the person runs the organisation's meetings and days."""
    return getattr(organisation, "pk", organisation) in hosted(person)


def hosted_organisations(person):
    """The same as rows, by name."""
    return Organisation.objects.filter(pk__in=hosted(person)).order_by("name", "pk")
