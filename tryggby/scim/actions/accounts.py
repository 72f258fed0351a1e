"""The directory's accounts: added, changed, deactivated and activated again, deleted."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tryggby.audit.door import record
from tryggby.organisations.door import Organisation
from tryggby.scim.actions.settle import let_account_go
from tryggby.scim.models import ScimAccount


class Taken(ValueError):
    """Another account of the organisation has this user name."""


@transaction.atomic
def create_account(*, by, token, organisation: Organisation, folded_name: str, body: dict[str, Any]) -> ScimAccount:
    """Add an account; raises Taken when the user name is. The caller settles it."""
    account = ScimAccount(organisation=organisation)
    _fill(account, folded_name, body)
    _save(account)
    record(by=by, verb="create_scim_account", of=account, organisation=organisation, token=_key(token))
    return account


@transaction.atomic
def change_account(*, by, token, account: ScimAccount, folded_name: str, body: dict[str, Any]) -> ScimAccount:
    """Change an account to what the directory says now; raises Taken. The caller settles it."""
    before, was_active = account.body, account.deactivated_at is None
    _fill(account, folded_name, body)
    account.version += 1
    account.changed_at = timezone.now()
    _save(account)
    is_active = account.deactivated_at is None
    verb = "change_scim_account"
    if was_active != is_active:
        verb = "reactivate_scim_account" if is_active else "deactivate_scim_account"
    changed = sorted(name for name in before.keys() | body.keys() if before.get(name) != body.get(name))
    record(by=by, verb=verb, of=account, organisation=account.organisation_id, token=_key(token), changed=changed)
    return account


@transaction.atomic
def delete_account(*, by, token, account: ScimAccount) -> None:
    """Forget an account. Its person's places, roles and sessions in the organisation end first; history stays."""
    let_account_go(by=by, account=account)
    record(by=by, verb="delete_scim_account", of=account, organisation=account.organisation_id, token=_key(token))
    account.delete()


def _fill(account: ScimAccount, folded_name: str, body: dict[str, Any]) -> None:
    account.user_name, account.folded_name = body["userName"], folded_name
    account.external_id = body.get("externalId") or ""
    account.body = body
    if body.get("active") is False:
        account.deactivated_at = account.deactivated_at or timezone.now()
    else:
        account.deactivated_at = None


def _save(account: ScimAccount) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Taken from error


def _key(token) -> str:
    return token.key if token else ""
