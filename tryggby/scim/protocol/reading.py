"""A request from the directory: whose token, how large, how often; and its answer as SCIM JSON."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from scim2_models import (
    InvalidFilterException,
    InvalidSyntaxException,
    PayloadTooLargeException,
    SCIMException,
    UnauthorizedException,
)
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from tryggby.ground.door import count_from, count_this_minute
from tryggby.scim.models import ScimToken
from tryggby.scim.protocol.filters import LONGEST_FILTER
from tryggby.scim.protocol.schema import ENTERPRISE, MAX_BODY, service
from tryggby.scim.protocol.storage import DirectoryStorage

log = logging.getLogger("tryggby.scim")
READING = {"GET", "HEAD", "OPTIONS"}
# Requests a minute for one token, counted by each web process; wrong tokens an hour from one place.
MOST_A_MINUTE, MOST_WRONG = 3000, 60


class TooMany(SCIMException):
    """More requests than anybody needs."""

    status = 429
    _default_detail = "Too many requests. Try again in a minute"


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The answer to one request below the SCIM root; every fault is SCIM JSON."""
    try:
        token = _token(request)
        answer = _handle(request, f"/{path}", token)
        token.note_use()
    except SCIMException as problem:
        answer = service().error_response(problem)
    except DatabaseError:
        log.exception("the database did not answer a directory")
        answer = service().error_response(SCIMException(detail="Try again in a moment"))
        answer.status = HTTPStatus.SERVICE_UNAVAILABLE
        answer.headers["Retry-After"] = "60"
    except Exception:
        log.exception("a directory's request could not be served")
        answer = service().error_response(RuntimeError())
    return _as_http(answer)


def _token(request: HttpRequest) -> ScimToken:
    token = ScimToken.objects.shown_in(request.headers.get("Authorization", ""))
    if token is None:
        with transaction.atomic():
            if count_from(request, "scim") > MOST_WRONG:
                raise TooMany
        raise UnauthorizedException(detail="The token is missing, revoked or too old")
    if count_this_minute(f"scim:{token.pk}") > MOST_A_MINUTE:
        raise TooMany
    return token


def _handle(request: HttpRequest, path: str, token: ScimToken) -> ScimResponse:
    asked = ScimRequest(
        method=request.method or "GET",
        base_url=request.build_absolute_uri("/scim/v2"),
        path=path.removesuffix(".scim"),
        query={name: values[-1] for name, values in request.GET.lists()},
        headers=dict(request.headers),
        body=_tidied(_body(request)),
    )
    if len(asked.query.get("filter", "")) > LONGEST_FILTER:
        raise InvalidFilterException(detail=f"A filter may have at most {LONGEST_FILTER} characters")
    handler = ScimHandler(service(), DirectoryStorage(token, writing=request.method not in READING))
    try:
        return handler.handle(asked)
    except RecursionError as error:
        raise InvalidSyntaxException(detail="The request is nested too deeply") from error


def _body(request: HttpRequest) -> bytes:
    try:
        body = request.body if int(request.headers.get("Content-Length") or 0) <= MAX_BODY else None
    except (RequestDataTooBig, UnreadablePostError, ValueError):
        body = None
    if body is None or len(body) > MAX_BODY:
        raise PayloadTooLargeException(detail=f"A request may have at most {MAX_BODY} bytes")
    return body


def _tidied(body: bytes) -> bytes:
    """Entra ID names a manager by a bare id; the specification wants an object. All else is left as it came."""
    if b"manager" not in body:
        return body
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return body
    operations = told.get("Operations") if isinstance(told, dict) else None
    if not isinstance(operations, list):
        return body
    for operation in (one for one in operations if isinstance(one, dict)):
        path, value = str(operation.get("path") or ""), operation.get("value")
        if path.lower().endswith(":manager") and isinstance(value, str):
            operation["value"] = {"value": value}
        elif isinstance(value, dict):
            _tidy_manager(value)
    return json.dumps(told).encode()


def _tidy_manager(value: dict[str, Any]) -> None:
    if isinstance(value.get(f"{ENTERPRISE}:manager"), str):
        value[f"{ENTERPRISE}:manager"] = {"value": value[f"{ENTERPRISE}:manager"]}


def _as_http(answer: ScimResponse) -> HttpResponse:
    content = b"" if answer.body is None else json.dumps(answer.body).encode()
    response = HttpResponse(content, status=answer.status.value)
    for name, value in answer.headers.items():
        response[name] = value
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response
