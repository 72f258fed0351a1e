"""The change report in words: what would be new, different and over, a hundred lines of each at most."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.organisations.models import Membership
from tryggby.organisations.staff.plan import StaffPlan
from tryggby.organisations.staff.units import fold

LINES = 100
FIELDS = {
    "name": gettext_lazy("navnet"),
    "parent": gettext_lazy("overordnet enhet"),
    "district": gettext_lazy("bydelen"),
    "service": gettext_lazy("tjenesten"),
    "org_number": gettext_lazy("organisasjonsnummeret"),
    "closed_on": gettext_lazy("er åpen igjen"),
    "given_name": gettext_lazy("fornavnet"),
    "family_name": gettext_lazy("etternavnet"),
    "email": gettext_lazy("e-posten"),
    "external_id": gettext_lazy("ekstern id"),
    "left_at": gettext_lazy("får tilgang igjen"),
    "role": gettext_lazy("rollen"),
    "share": gettext_lazy("stillingsprosenten"),
    "since": gettext_lazy("fra-datoen"),
    "until": gettext_lazy("til-datoen"),
}


@dataclass(frozen=True)
class Part:
    """One kind of change: how many, and the first lines."""

    title: str
    number: int
    lines: list[str]

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.number - len(self.lines)


def report(plan: StaffPlan) -> list[Part]:
    """The parts that have something to tell."""
    units, people = plan.units, plan.people
    parts = [
        _part(_("Nye bydeler"), sorted(units.districts.values()), str),
        _part(_("Nye enheter"), units.new, lambda d: f"{d.name} ({units.services[fold(d.service)]})"),
        _part(_("Enheter som endres"), units.changed, lambda d: f"{d.name}: {_fields(d.changes)}"),
        _part(_("Enheter som stenges"), plan.closings, str),
        _part(_("Nye personer"), people.new, lambda d: f"{d.name}, {d.email}"),
        _part(_("Personer som endres"), people.changed, lambda d: f"{d.old.name}: {_fields(d.changes)}"),
        _part(_("Nye tilhørigheter"), plan.beginnings, lambda b: _beginning(plan, b)),
        _part(_("Tilhørigheter som endres"), plan.changes, _change),
        _part(_("Tilhørigheter som avsluttes"), plan.endings, _ending),
        _part(_("Verdt å vite"), people.notes, lambda n: _("Rad %(row)s: %(text)s") % {"row": n.row, "text": n.text}),
    ]
    return [part for part in parts if part.number]


def _part(title, things, line) -> Part:
    return Part(title, len(things), [line(thing) for thing in things[:LINES]])


def _fields(names) -> str:
    return ", ".join(str(FIELDS[name]) for name in names)


def _beginning(plan, beginning) -> str:
    words = {
        "name": beginning.person.name,
        "role": Membership.Role(beginning.role).label.lower(),
        "unit": plan.units.drafts[beginning.unit].name,
        "share": beginning.share,
    }
    return _("%(name)s blir %(role)s i %(unit)s (%(share)s %%)") % words


def _change(change) -> str:
    return f"{change.person.name}, {change.membership.unit}: {_fields(change.values)}"


def _ending(ending) -> str:
    membership, day = ending
    words = {"name": membership.person.name, "unit": membership.unit, "day": f"{day:%d.%m.%Y}"}
    return _("%(name)s i %(unit)s, siste dag %(day)s") % words
