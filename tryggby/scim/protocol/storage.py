"""scim2-server's storage on our tables: one organisation's accounts and groups, and nobody else's."""

from contextlib import AbstractContextManager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from scim2_models import (
    InvalidFilterException,
    InvalidValueException,
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    ScimFilter,
    SearchRequest,
    TooManyException,
    UniquenessException,
)
from scim2_server.storage import ScimStorage, SearchPage

from tryggby.scim import actions
from tryggby.scim.models import ScimAccount, ScimGroup, ScimToken
from tryggby.scim.protocol import filters
from tryggby.scim.protocol.resources import check_group, fold, group_of, stored, user_of, version_of
from tryggby.scim.protocol.schema import service

type Row = ScimAccount | ScimGroup


class DirectoryStorage(ScimStorage):
    """Reads and writes within the organisation of one token; `writing` locks what is read."""

    def __init__(self, token: ScimToken, *, writing: bool = False) -> None:
        self.token, self.organisation, self.writing = token, token.organisation, writing

    def operation(self) -> AbstractContextManager:
        """One transaction per operation; in bulk a savepoint, so that one failure undoes itself alone."""
        return transaction.atomic()

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """The resource; members of a group only when the answer shows them."""
        row = self._row(resource_type, resource_id, lock=self.writing)
        return self._resource(resource_type, row, members=_shows_members(response_parameters))

    def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        """One page, users before groups; refuses a filter that would have to be tried on very many rows."""
        start = (search_request.start_index or 1) - 1
        left = search_request.count
        total, found = 0, []
        for resource_type in resource_types:
            rows, number = self._matching(resource_type, search_request)
            begin = max(0, start - total)
            end = number if left is None else min(number, begin + left - len(found))
            if begin < end:
                members = _shows_members(search_request)
                found += [self._resource(resource_type, row, members=members) for row in rows[begin:end]]
            total += number
        return SearchPage(total, found)

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """Add the account or group; an account's places follow."""
        common = {"by": None, "token": self.token, "organisation": self.organisation}
        if resource_type.name == "User":
            body = stored(resource)
            try:
                row: Row = actions.create_account(folded_name=fold(body["userName"]), body=body, **common)
            except actions.Taken:
                raise UniquenessException from None
            actions.settle_accounts(by=None, numbers=[row.pk])
        else:
            values, members = _group_values(resource)
            try:
                row = actions.create_group(values=values, members=members, **common)
            except actions.UnknownMember:
                raise InvalidValueException(detail="A member is not a user of this directory") from None
        return self._resource(resource_type, row)

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """Change the account or group; places follow."""
        row = self._row(resource_type, resource.id, lock=True)
        _check_version(row, expected_version)
        if isinstance(row, ScimAccount):
            body = stored(resource)
            name = fold(body["userName"])
            try:
                actions.change_account(by=None, token=self.token, account=row, folded_name=name, body=body)
            except actions.Taken:
                raise UniquenessException from None
            actions.settle_accounts(by=None, numbers=[row.pk])
        else:
            values, members = _group_values(resource)
            try:
                actions.change_group(by=None, token=self.token, group=row, values=values, members=members)
            except actions.UnknownMember:
                raise InvalidValueException(detail="A member is not a user of this directory") from None
        return self._resource(resource_type, row)

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """Forget the account or group; history stays."""
        row = self._row(resource_type, resource_id, lock=True)
        _check_version(row, expected_version)
        if isinstance(row, ScimAccount):
            actions.delete_account(by=None, token=self.token, account=row)
        else:
            actions.delete_group(by=None, token=self.token, group=row)

    def _rows(self, resource_type: ResourceType) -> QuerySet:
        model = ScimAccount if resource_type.name == "User" else ScimGroup
        return model.objects.filter(organisation=self.organisation).order_by("pk")

    def _row(self, resource_type: ResourceType, key: str | None, *, lock: bool) -> Row:
        rows = self._rows(resource_type)
        if lock and transaction.get_connection().in_atomic_block:
            rows = rows.select_for_update()
        row = rows.filter(key=key or "").first() if "\0" not in (key or "") else None
        if row is None:
            raise NotFoundException(detail="There is no such resource")
        return row

    def _matching(self, resource_type: ResourceType, request: SearchRequest[Any]) -> tuple[Any, int]:
        """Rows that match (a query or a list), and their number."""
        wanted = request.filter
        query, exact = filters.narrowed(wanted, resource_type.name or "")
        rows = self._rows(resource_type).filter(query)
        number = rows.count()
        if exact or wanted is None:
            return rows, number
        if number > filters.MOST_TRIED:
            raise TooManyException(detail="Narrow the filter with userName, externalId or id")
        model = service().get_model(resource_type)
        # Of the searched types' models, a filter of one type knows its own alone.
        own = ScimFilter[model](str(wanted)) if len(wanted.models) != 1 else wanted  # type: ignore[valid-type]
        kept = []
        for row in rows.iterator(chunk_size=500):
            try:
                if own.match(self._resource(resource_type, row)):
                    kept.append(row)
            except RecursionError as error:
                raise InvalidFilterException(detail="The filter is too deep") from error
        return kept, len(kept)

    def _resource(self, resource_type: ResourceType, row: Row, *, members: bool = True) -> Resource[Any]:
        model = service().get_model(resource_type)
        if isinstance(row, ScimAccount):
            return user_of(model, row)
        named = list(row.members.values_list("account__key", flat=True)) if members else None
        return group_of(model, row, named)


def _group_values(resource: Resource[Any]) -> tuple[dict[str, str], set[str]]:
    check_group(resource)
    values = resource.model_dump(mode="json", exclude={"id", "meta", "members"}, exclude_none=True)
    members = {member.value for member in getattr(resource, "members", None) or () if member.value}
    name = values["displayName"]
    named = {"display_name": name, "folded_name": fold(name), "external_id": values.get("externalId") or ""}
    return named, members


def _check_version(row: Row, expected: str | None) -> None:
    if expected is not None and version_of(row) != expected:
        raise PreconditionFailedException


def _shows_members(asked: Any) -> bool:
    """False when the answer leaves the members out, as directories ask with excludedAttributes=members."""
    if asked is None:
        return True
    left_out = {str(path).rsplit(":", 1)[-1].lower() for path in getattr(asked, "excluded_attributes", None) or ()}
    shown = {str(path).rsplit(":", 1)[-1].lower().split(".")[0] for path in getattr(asked, "attributes", None) or ()}
    return "members" not in left_out and (not shown or "members" in shown)
