"""What the SCIM endpoint serves: which attributes, which capabilities, and how forgiving it is."""

from functools import cache
from typing import Any

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Patch,
    ResourceType,
    Schema,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
)
from scim2_server.service import ScimService
from scim2_server.utils import load_default_resource_types, load_json_resource

MAX_BODY = 1024 * 1024
MAX_OPERATIONS = 100
MAX_RESULTS = 200
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
# What we have a use for. Everything else a directory may send is dropped unread.
KEPT = {"userName", "name", "displayName", "title", "preferredLanguage", "active", "emails"}
# What directories in use (Entra ID) send besides the letter of the specification.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


@cache
def service() -> ScimService:
    """The protocol without input and output; one for all requests."""
    return Endpoint(_provider())


class Endpoint(ScimService):
    """scim2-server's protocol, with a limit to every body."""

    def max_body_size(self, request) -> int | None:
        """No body may be larger, whatever it asks for."""
        return MAX_BODY


def _provider() -> ScimProvider:
    return ScimProvider.from_discovery(
        [Schema.model_validate(_narrowed(document)) for document in load_json_resource("default-schemas.json")],
        _types(),
        config=_config(),
        policy=POLICY,
    )


def _types() -> list[ResourceType]:
    return list(load_default_resource_types().values())


def _narrowed(document: dict[str, Any]) -> dict[str, Any]:
    """A schema with the attributes we keep; members of a group are users, not groups."""
    if document["id"] == USER:
        document["attributes"] = [part for part in document["attributes"] if part["name"] in KEPT]
    if document["id"] == GROUP:
        members = next(part for part in document["attributes"] if part["name"] == "members")
        members["subAttributes"] = [part for part in members["subAttributes"] if part["name"] != "display"]
        for part in members["subAttributes"]:
            for key in {"referenceTypes", "canonicalValues"} & part.keys():
                part[key] = ["User"]
    return document


def _config() -> ServiceProviderConfig:
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=True, max_operations=MAX_OPERATIONS, max_payload_size=MAX_BODY),
        filter=Filter(supported=True, max_results=MAX_RESULTS),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="bearer_token",
                description="A token made by the organisation's coordinator",
            )
        ],
    )
