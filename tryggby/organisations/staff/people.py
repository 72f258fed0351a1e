"""What the file says about people, held against those there are: found by the employer's id, else by address."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tryggby.organisations.belonging import belonging_elsewhere
from tryggby.organisations.models import Organisation
from tryggby.organisations.staff.rows import Fault, Row
from tryggby.people.door import Person

# Look-ups are made in pieces this large, for databases that limit the values of one query.
PIECE = 5000


@dataclass
class PersonDraft:
    """A person of the file. `old` is the person there is; `changes` the fields that become different."""

    row: int
    email: str
    given_name: str
    family_name: str
    external_id: str | None
    old: Person | None = None
    changes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As people read it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass
class PeoplePlan:
    """Drafts by address, faults by row, and notes on what is left alone."""

    drafts: dict[str, PersonDraft]
    faults: list[Fault]
    notes: list[Fault]

    @property
    def new(self) -> list[PersonDraft]:
        """People who are not here yet."""
        return [draft for draft in self.drafts.values() if draft.old is None]

    @property
    def changed(self) -> list[PersonDraft]:
        """People whose details become different."""
        return [draft for draft in self.drafts.values() if draft.old and draft.changes]


def plan_people(organisation: Organisation, rows: list[Row]) -> PeoplePlan:
    """Gather the file's people and find them among those there are. Nothing written."""
    plan = PeoplePlan({}, [], [])
    bad = _gather(plan, organisation, rows)
    bad |= _find(plan, organisation)
    for email in bad:
        plan.drafts.pop(email, None)
    _compare(plan, organisation)
    return plan


def own_id(organisation: Organisation, number: str) -> str | None:
    """An employer's id as stored: two employers may use the same numbers."""
    return f"{organisation.key}:{number}" if number else None


def _gather(plan: PeoplePlan, organisation: Organisation, rows: list[Row]) -> set[str]:
    """One draft per address; rows that contradict each other are faults of the later one."""
    bad = set()
    by_id: dict[str | None, PersonDraft] = {}
    for row in rows:
        number = own_id(organisation, row.external_id)
        draft = plan.drafts.get(row.email)
        if draft is None:
            draft = PersonDraft(row.number, row.email, row.given_name, row.family_name, number)
            plan.drafts[row.email] = draft
        text = ""
        if number and draft.external_id and number != draft.external_id:
            text = _("%(email)s har en annen ekstern id i rad %(row)s")
        elif number and by_id.setdefault(number, draft) is not draft:
            text = _("den eksterne id-en står også på en annen person, i rad %(other)s")
        elif (row.given_name, row.family_name) != (draft.given_name, draft.family_name):
            text = _("%(email)s har et annet navn i rad %(row)s")
        if text:
            words = {"email": row.email, "row": draft.row, "other": by_id[number].row if number in by_id else ""}
            plan.faults.append(Fault(row.number, text % words))
            bad.add(row.email)
        draft.external_id = draft.external_id or number
    return bad


def _find(plan: PeoplePlan, organisation: Organisation) -> set[str]:
    """Put the person there is on each draft; an id and an address of two different people is a fault."""
    by_email = _people("email", list(plan.drafts))
    by_id = {person.external_id: person for person in by_email.values() if person.external_id}
    ids = (draft.external_id for draft in plan.drafts.values() if draft.external_id)
    by_id |= _people("external_id", [number for number in ids if number not in by_id])
    bad = set()
    for email, draft in plan.drafts.items():
        with_id, with_email = by_id.get(draft.external_id), by_email.get(email)
        others_id = with_email and draft.external_id and _other_id(with_email, draft.external_id, organisation)
        if (with_id and with_email and with_id != with_email) or others_id:
            text = _("%(email)s hører til en annen ekstern id fra før") % {"email": email}
            plan.faults.append(Fault(draft.row, text))
            bad.add(email)
        draft.old = with_id or with_email
    return bad


def _other_id(person: Person, number: str, organisation: Organisation) -> bool:
    held = person.external_id or ""
    return held.startswith(f"{organisation.key}:") and held != number


def _people(key: str, values: list) -> dict:
    found = {}
    for start in range(0, len(values), PIECE):
        for person in Person.objects.filter(**{f"{key}__in": values[start : start + PIECE]}):
            found[getattr(person, key)] = person
    return found


def _compare(plan: PeoplePlan, organisation: Organisation) -> None:
    """Which details change. Someone who also belongs elsewhere, or holds a role, keeps name and address."""
    different = {}
    for draft in plan.drafts.values():
        if draft.old and (changes := _differences(draft, organisation)):
            different[draft.old.pk] = (draft, changes)
    guarded = belonging_elsewhere(organisation, list(different))
    for number, (draft, changes) in different.items():
        kept = [name for name in changes if name in ("email", "given_name", "family_name") and number in guarded]
        if kept:
            text = _("%(name)s hører også til et annet sted eller har en rolle. Navn og e-post blir som før")
            plan.notes.append(Fault(draft.row, text % {"name": draft.old.name}))
        draft.changes = [name for name in changes if name not in kept]


def _differences(draft: PersonDraft, organisation: Organisation) -> list[str]:
    old = draft.old
    assert old is not None
    names = ("given_name", "family_name", "email")
    changes = [name for name in names if getattr(draft, name) and getattr(draft, name) != getattr(old, name)]
    free = not old.external_id or old.external_id.startswith(f"{organisation.key}:")
    if draft.external_id and free and draft.external_id != old.external_id:
        changes.append("external_id")
    return [*changes, "left_at"] if old.left_at else changes
