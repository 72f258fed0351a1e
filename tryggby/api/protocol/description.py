"""The description of the API (OpenAPI 3.1), made once from the operations and their shapes."""

import copy
import json
from functools import cache
from typing import Any

from tryggby.api.protocol.problems import MEDIA_TYPE, ROOT
from tryggby.api.protocol.version_one import service

ABOUT = (
    "Read-only data of a Tryggby installation. Open data needs no token; an organisation's own systems read its units "
    "and completions with one. Pages go by `after` and `limit`; give `If-None-Match` and be answered 304 when nothing "
    "has changed. Errors are problem details (RFC 9457) in the language of `Accept-Language`: nb, nn or en."
)
TOLD = {
    304: "Not changed since the ETag that was given.",
    429: "Too many requests: wait as Retry-After says.",
    503: "Away for a moment: wait as Retry-After says.",
}
ETAG = {"ETag": {"description": "Give it as If-None-Match next time.", "schema": {"type": "string"}}}


@cache
def description() -> dict[str, Any]:
    """The whole description, as plain data."""
    made = service().get_openapi_schema(path_prefix=f"{ROOT}/")
    plain: dict[str, Any] = json.loads(json.dumps(made))
    plain["info"] |= {"description": ABOUT, "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}
    plain["servers"] = [{"url": "/"}]
    for _path, operation in operations(plain):
        operation["description"] = operation.get("description", "").strip()
        operation["summary"] = operation["description"].split(". ")[0].rstrip(".")
        operation["responses"] = dict(sorted(operation["responses"].items()))
        for status, answer in operation["responses"].items():
            _tell(int(status), answer)
        if "x-scope" in operation:
            operation["security"] = [{"BearerToken": [operation["x-scope"]]}]
            operation["description"] += f" Needs a token with the scope `{operation['x-scope']}`."
    return plain


def operations(of: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each address with its one operation, in order."""
    return [(path, methods["get"]) for path, methods in of["paths"].items()]


def _tell(status: int, answer: dict[str, Any]) -> None:
    answer["description"] = TOLD.get(status, answer["description"])
    if status == 200:
        answer["headers"] = copy.deepcopy(ETAG)
    if status in (429, 503):
        answer["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    if status >= 400:
        answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
