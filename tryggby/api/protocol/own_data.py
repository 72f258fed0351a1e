"""What an organisation's own systems may read with a token: its units, and who finished what when."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.security import HttpBearer

from tryggby.api.completions import completions_of, with_own_number
from tryggby.api.models import ApiToken, Scope
from tryggby.api.protocol import shapes
from tryggby.api.protocol.answers import OWN, paged
from tryggby.api.protocol.problems import Problem, too_many
from tryggby.ground.door import count_from, count_this_minute
from tryggby.organisations.door import Unit
from tryggby.packages.door import Completion

# Requests a minute for one token, counted by each web process; wrong tokens an hour from one place.
MOST_A_MINUTE, MOST_WRONG = 600, 60


class BearerToken(HttpBearer):
    """The token says whose system asks, and what it may read. No session, no cookie."""

    openapi_description = "A token made at /oppsett/api/: `Authorization: Bearer tryggby-…`"

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope
        self.told = {"x-scope": scope.value}

    def __call__(self, request: HttpRequest) -> ApiToken:
        return self.authenticate(request, request.headers.get("Authorization", ""))

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token's row; Problem 401, 403 or 429."""
        found = ApiToken.objects.shown_in(token)
        if found is None:
            if count_from(request, "api") > MOST_WRONG:
                raise too_many()
            raise Problem(401, WWW_Authenticate='Bearer realm="tryggby"')
        if count_this_minute(f"api:{found.pk}") > MOST_A_MINUTE:
            raise too_many()
        if self.scope not in found.scopes:
            raise Problem(403, self.scope.value)
        found.note_use()
        return found


def read_with(token: BearerToken, shape: type, *, one: bool = False) -> dict[str, Any]:
    """What an operation that asks for a token says of itself; `one` for those that name a single thing."""
    missing = {404: shapes.Problem} if one else {}
    return {"auth": token, "openapi_extra": token.told, "response": {200: shape} | missing | OWN}


router = Router()
units_token, completions_token = BearerToken(Scope.UNITS), BearerToken(Scope.COMPLETIONS)


@router.get("/units", operation_id="units", **read_with(units_token, shapes.UnitPage))
def units(request, asked: Query[shapes.Paging]):
    """The units of the token's organisation, closed ones too."""
    return paged(_units(request.auth), asked, _unit)


@router.get("/units/{key}", operation_id="unit", **read_with(units_token, shapes.Unit, one=True))
def unit(request, key: shapes.Slug):
    """One unit of the token's organisation."""
    found = _units(request.auth).filter(key=key).first()
    if found is None:
        raise Problem(404)
    return _unit(found)


@router.get("/completions", operation_id="completions", **read_with(completions_token, shapes.CompletionPage))
def completions(request, asked: Query[shapes.Dated]):
    """Who finished what, while working in the token's organisation, in the order in which it was noted."""
    found = _completions(request.auth)
    if asked.since:
        found = found.filter(at__gte=asked.since)
    return paged(found, asked, _completion)


@router.get(
    "/completions/{number}", operation_id="completion", **read_with(completions_token, shapes.Completion, one=True)
)
def completion(request, number: shapes.Number):
    """One completion, by the id that a webhook told."""
    found = _completions(request.auth).filter(pk=int(number)).first()
    if found is None:
        raise Problem(404)
    return _completion(found)


def _units(token: ApiToken):
    return Unit.objects.filter(organisation=token.organisation_id).select_related("service", "district", "parent")


def _completions(token: ApiToken):
    found = completions_of(token.organisation_id, Completion.objects.select_related("person", "package", "release"))
    return with_own_number(found.defer("release__manifest", "release__sources"), token.organisation_id)


def _unit(unit: Unit) -> dict[str, Any]:
    same = ("name", "external_id", "org_number", "closed_on")
    return {name: getattr(unit, name) for name in same} | {
        "id": unit.key,
        "service": unit.service.code,
        "district": unit.district.name if unit.district else None,
        "parent": unit.parent.key if unit.parent else None,
    }


def _completion(row) -> dict[str, Any]:
    person = row.person
    number = None if row.elsewhere else person.external_id
    return {
        "id": str(row.pk),
        "person": {"id": person.key, "external_id": number, "email": person.email},
        "package": row.package.identifier,
        "part": row.part,
        "version": row.release.version,
        "finished_at": row.at,
    }
