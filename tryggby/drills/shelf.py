"""The shelf of drills: which fit a service, an audience, the minutes one has."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tryggby.drills.answers import fits
from tryggby.organisations.door import Service
from tryggby.packages.door import Drill, current_drills

MINUTES = (30, 35, 45, 60)


@dataclass(frozen=True)
class Filter:
    """What the reader has chosen; an empty word is no choice."""

    service: str = ""
    audience: str = ""
    minutes: int = 0

    @classmethod
    def of(cls, query) -> "Filter":
        """From the address; what it does not know is no choice."""
        minutes = query.get("minutter", "")
        audience = query.get("for", "")
        return cls(
            service=query.get("tjeneste", ""),
            audience=audience if audience in Drill.Audience.values else "",
            minutes=int(minutes) if minutes.isdecimal() and int(minutes) in MINUTES else 0,
        )

    def takes(self, drill: Drill) -> bool:
        """True when the drill fits all that is chosen."""
        return (
            (not self.service or fits(drill, self.service))
            and (not self.audience or drill.audience == self.audience)
            and (not self.minutes or drill.minutes <= self.minutes)
        )


def drills_for(chosen: Filter, services) -> list[Drill]:
    """The drills that fit, those of the reader's own services first, then those for all. One query."""
    found = [drill for drill in current_drills().defer("body") if chosen.takes(drill)]

    def nearness(drill: Drill) -> int:
        return 0 if set(drill.services) & set(services) else 1 if "alle" in drill.services else 2

    return sorted(found, key=lambda drill: (drill.is_for_children, nearness(drill), drill.number))


def service_names() -> dict[str, str]:
    """Service code → name, with «alle». One query."""
    return {"alle": _("Alle tjenester")} | {
        service.code: str(service) for service in Service.objects.order_by("order", "name")
    }


def find_drill(person, package: str, drill: str):
    """The drills that an address can name, for the person who asks."""
    return Drill.objects.current().visible_to(person).filter(release__package__slug=package, identifier=drill)
