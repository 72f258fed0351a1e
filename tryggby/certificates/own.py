"""What the certificates room stores about a person, what its acts are called, and its part of the demo city."""

import datetime as dt

from django.utils.translation import gettext as _

from tryggby.audit.door import name_verbs
from tryggby.certificates.acts import ACTS
from tryggby.certificates.demo import build_demo
from tryggby.certificates.models import Certificate, Rereading
from tryggby.ground.door import demo_stands
from tryggby.people.door import Stored, person_forgotten, tell_what_is_stored


def begin() -> None:
    """Called once at start-up."""
    name_verbs(**ACTS)
    tell_what_is_stored.connect(stored_certificates, dispatch_uid="certificates.stored")
    person_forgotten.connect(let_go_of, dispatch_uid="certificates.forgotten")
    demo_stands.connect(build_demo, dispatch_uid="certificates.demo")


def stored_certificates(sender, person, **kwargs) -> Stored | None:
    """Certificates the person has had made."""
    rows = Certificate.objects.filter(person=person).order_by("issued_at", "pk")
    found = [[row.title, row.version, f"{row.issued_at:%d.%m.%Y}"] for row in rows]
    again = Rereading.objects.of(person).order_by("pk")
    found += [[_("Gått gjennom på nytt, uten bevis"), row.subject, _last_day(row)] for row in again]
    if not found:
        return None
    return Stored(
        title=_("Bevis"),
        why=_("For at du skal kunne vise hva du har fullført. Bare du ser listen."),
        kept=_("Til du slettes."),
        heads=[_("Bevis"), _("Utgave"), _("Laget")],
        rows=found,
    )


def _last_day(row: Rereading) -> str:
    days = [dt.date.fromisoformat(day) for day in row.days.values()] + ([row.done_on] if row.done_on else [])
    return f"{max(days):%d.%m.%Y}"


def let_go_of(sender, person, **kwargs) -> None:
    """A certificate bears a name: it goes with whoever left two years ago, and so does what would lead to one."""
    Certificate.objects.filter(person=person).delete()
    Rereading.objects.of(person).delete()
