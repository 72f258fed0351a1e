"""Makes places and access what the directory and the rules say: for few people at once, for many by the worker."""

from collections.abc import Collection
from itertools import batched

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.organisations.door import (
    Membership,
    Unit,
    add_membership,
    belonging_elsewhere,
    end_membership,
    leave_organisation,
)
from tryggby.people.door import Person, add_person, normalise_email, save_details, split_name
from tryggby.scim.models import GroupRule, Placement, ScimAccount

AT_ONCE, PIECE = 100, 1000
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
Snag = ScimAccount.Snag


def settle_soon(numbers: Collection[int], *, by=None) -> None:
    """Settle these accounts now, in the caller's transaction, or leave them to the worker when they are many."""
    if len(numbers) <= AT_ONCE:
        settle_accounts(by=by, numbers=numbers)
        return
    for piece in batched(sorted(numbers), PIECE):
        ScimAccount.objects.filter(pk__in=piece).update(unsettled_at=timezone.now())


@transaction.atomic
def settle_accounts(*, by, numbers: Collection[int]) -> int:
    """Make the places of these accounts what the directory says; returns how many accounts. Again changes nothing.

    Those that are deactivated come first: what they give up can then be another's.
    """
    accounts = ScimAccount.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    count = 0
    rows = accounts.filter(pk__in=numbers)
    for account in sorted(rows, key=lambda row: (row.deactivated_at is None, row.pk)):
        if account.deactivated_at is None:
            _let_in(by, account)
        else:
            let_account_go(by=by, account=account)
        account.unsettled_at = None
        account.save(update_fields=["person", "snag", "unsettled_at"])
        count += 1
    return count


def let_account_go(*, by, account: ScimAccount) -> None:
    """End all that the account's person has in the organisation, and remember the places for another time."""
    account.snag = ""
    person = account.person or _known(account)
    account.snag = ""
    if person is None:
        return
    account.person = person
    left = leave_organisation(by=by, person=person, organisation=account.organisation)
    _look_again(account)
    if left.last_coordinator:
        account.snag = Snag.LAST_COORDINATOR
    now = timezone.now()
    for unit, role, share in left.places:
        values = {"share": share, "membership": None, "closed_at": now}
        Placement.objects.update_or_create(account=account, unit_id=unit, role=role, defaults=values)


def _let_in(by, account: ScimAccount) -> None:
    wanted = _wanted(account)
    placements = list(account.placements.select_related("membership"))
    held = {(place.unit_id, place.role): place for place in placements}
    back = {place for place, row in held.items() if row.by_group_since is None and row.closed_at}
    account.snag = ""
    person = account.person or _known(account)
    if person is None and wanted and account.snag == "":
        person = _made(by, account)
    account.person = person
    if person is None:
        return
    if wanted or Membership.objects.filter(person=person, unit__organisation=account.organisation).exists():
        _follow(by, account, person)
    for place, row in held.items():
        if place not in wanted and row.by_group_since:
            _end(by, row)
    units = Unit.objects.open().in_bulk([unit for unit, _role in wanted | back])
    for unit, role in sorted(wanted | back):
        if unit in units:
            row = held.get((unit, role)) or Placement(account=account, unit_id=unit, role=role)
            _place(by, person, row, units[unit], by_group=(unit, role) in wanted)


def _wanted(account: ScimAccount) -> set[tuple[int, str]]:
    """The units and roles of the mapped groups the account is in."""
    rules = GroupRule.objects.current().filter(group__members__account=account, unit__closed_on__isnull=True)
    return set(rules.order_by().values_list("unit_id", "role"))


def _place(by, person: Person, row: Placement, unit: Unit, *, by_group: bool) -> None:
    """Begin the place, or leave it as it is when it holds."""
    stands = row.membership is not None and row.membership.until is None
    if not stands:
        if person.left_at:
            add_person(by=by, email=person.email, given_name=person.given_name, organisation=unit.organisation_id)
            person.refresh_from_db()
        share = _share(person, unit, row)
        row.membership = add_membership(by=by, person=person, unit=unit, role=row.role, share=share)
    if not stands or row.closed_at or bool(row.by_group_since) != by_group:
        row.closed_at = None
        row.by_group_since = (row.by_group_since or timezone.now()) if by_group else None
        row.save()


def _share(person: Person, unit: Unit, row: Placement) -> int:
    """The share of a post that stands already is nobody's to change here."""
    there = Membership.objects.filter(person=person, unit=unit, role=row.role, until__isnull=True).first()
    return there.share if there else row.share


def _end(by, row: Placement) -> None:
    membership = row.membership
    if membership is not None and membership in Membership.objects.live():
        end_membership(by=by, membership=membership)
    row.delete()


def _address(account: ScimAccount) -> str:
    """The address the account can be reached at: the primary one, one at work, any, or a user name that is one."""
    emails = [entry for entry in account.body.get("emails") or () if entry.get("value")]
    emails.sort(key=lambda entry: (not entry.get("primary"), entry.get("type") != "work"))
    for text in (*(entry["value"] for entry in emails), account.user_name):
        address = normalise_email(text)
        try:
            validate_email(address)
        except ValidationError:
            continue
        if len(address) <= 254:
            return address
    return ""


def _names(account: ScimAccount) -> tuple[str, str]:
    name = account.body.get("name") or {}
    given, family = name.get("givenName") or "", name.get("familyName") or ""
    if not given and not family:
        given, family = split_name(name.get("formatted") or account.body.get("displayName") or account.user_name)
    return (given or family)[:100].strip(), (family if given else "")[:100].strip()


def _own_id(account: ScimAccount) -> str | None:
    """The employer's id as stored: two employers may use the same numbers."""
    number = (account.body.get(ENTERPRISE) or {}).get("employeeNumber") or ""
    return f"{account.organisation.key}:{number}"[:100] if number else None


def _known(account: ScimAccount) -> Person | None:
    """The person there is, by the employer's id, else by address; sets the snag when the two do not fit.

    A person is one account's alone: two accounts with one number or one address are shown, never made into one person.
    """
    own, address = _own_id(account), _address(account)
    people = Person.objects.select_for_update()
    found = people.filter(external_id=own).first() if own else None
    if found is None and not address:
        account.snag = Snag.NO_ADDRESS
        return None
    if found is None:
        found = people.filter(email=address).first()
        if found and own and (found.external_id or "").startswith(f"{account.organisation.key}:"):
            account.snag = Snag.OTHER_ID
    if found and not _is_free(account, found):
        account.snag = Snag.SHARED
    return None if account.snag else found


def _is_free(account: ScimAccount, person: Person) -> bool:
    """True when no other account of the organisation has the person, or a deactivated one has given them up.

    An account made anew gets its person back from the deactivated one when two of number, address and name agree.
    """
    holder = ScimAccount.objects.filter(organisation=account.organisation, person=person).exclude(pk=account.pk).first()
    if holder is None:
        return True
    own, names = _own_id(account), " ".join(_names(account)).casefold()
    alike = (
        bool(own) and own == person.external_id,
        _address(account) == person.email,
        names == f"{person.given_name} {person.family_name}".casefold(),
    )
    if account.deactivated_at or holder.deactivated_at is None or sum(alike) < 2:
        return False
    holder.person = None
    holder.save(update_fields=["person"])
    return True


def _look_again(account: ScimAccount) -> None:
    """What this account gave up may be what another waits for; the worker sees."""
    ScimAccount.objects.sharing().filter(organisation=account.organisation).update(unsettled_at=timezone.now())


def _made(by, account: ScimAccount) -> Person:
    given, family = _names(account)
    organisation = account.organisation
    return add_person(by=by, email=_address(account), given_name=given, family_name=family, organisation=organisation)


def _follow(by, account: ScimAccount, person: Person) -> None:
    """Name, address and employer's id as the directory has them, unless they are somebody else's to say."""
    given, family = _names(account)
    address, own = _address(account), _own_id(account)
    changes = {"given_name": given, "family_name": family, "email": address}
    changes = {name: value for name, value in changes.items() if value and value != getattr(person, name)}
    if changes and belonging_elsewhere(account.organisation, [person.pk], ever=True):
        account.snag, changes = Snag.GUARDED, {}
    if "email" in changes and Person.objects.filter(email=address).exclude(pk=person.pk).exists():
        account.snag = Snag.ADDRESS_TAKEN
        changes.pop("email")
    free = not person.external_id or person.external_id.startswith(f"{account.organisation.key}:")
    if own and free and own != person.external_id:
        if Person.objects.filter(external_id=own).exists():
            account.snag = Snag.SHARED
        else:
            changes["external_id"] = own
    if changes:
        for name, value in changes.items():
            setattr(person, name, value)
        save_details([person])
        record(by=by, verb="follow_directory", of=person, organisation=account.organisation_id, changed=sorted(changes))
        if changes.keys() & {"email", "external_id"}:
            _look_again(account)
