"""Rows as SCIM resources, and resources as what the rows keep."""

from typing import Any
from unicodedata import normalize

from scim2_models import InvalidValueException, Meta, Resource

from tryggby.scim.models import ScimAccount, ScimGroup

LONGEST, MOST, MOST_MEMBERS = 255, 30, 100_000


def fold(text: str) -> str:
    """The form in which names that are not case-exact are compared, as scim2-models does."""
    return normalize("NFC", normalize("NFC", text).lower())


def version_of(row: ScimAccount | ScimGroup) -> str:
    """The row's version as an ETag."""
    return f'W/"{row.version}"'


def user_of(model: type[Resource[Any]], row: ScimAccount) -> Resource[Any]:
    """An account as the directory reads it."""
    return model.model_validate({**row.body, "id": row.key, "meta": _meta("User", row)})


def group_of(model: type[Resource[Any]], row: ScimGroup, members: list[str] | None = None) -> Resource[Any]:
    """A group as the directory reads it, with its members' keys when they are asked for."""
    values: dict[str, Any] = {"displayName": row.display_name, "id": row.key, "meta": _meta("Group", row)}
    if row.external_id:
        values["externalId"] = row.external_id
    if members:
        values["members"] = [{"value": key, "$ref": f"Users/{key}", "type": "User"} for key in members]
    return model.model_validate({"schemas": [str(model.__schema__)], **values})


def stored(resource: Resource[Any]) -> dict[str, Any]:
    """The attributes of a user as JSON, without what the row itself knows; refuses what no directory needs."""
    body = resource.model_dump(mode="json", exclude={"id", "meta"}, exclude_none=True)
    _check(body)
    return body


def check_group(resource: Resource[Any]) -> None:
    """Refuses names and member lists that no directory needs."""
    _check(resource.model_dump(mode="json", exclude={"id", "meta", "members"}, exclude_none=True))
    if len(getattr(resource, "members", None) or ()) > MOST_MEMBERS:
        raise InvalidValueException(detail=f"A group may have at most {MOST_MEMBERS} members")


def _meta(kind: str, row: ScimAccount | ScimGroup) -> Meta:
    return Meta(resource_type=kind, created=row.made_at, last_modified=row.changed_at, version=version_of(row))


def _check(value: Any) -> None:
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise InvalidValueException(detail=f"A value may have at most {LONGEST} characters")
        if any(sign < " " or "\ud800" <= sign <= "\udfff" for sign in value):
            raise InvalidValueException(detail="A value holds control characters")
    elif isinstance(value, dict):
        for part in value.values():
            _check(part)
    elif isinstance(value, list):
        if len(value) > MOST:
            raise InvalidValueException(detail=f"An attribute may have at most {MOST} values")
        for part in value:
            _check(part)
