"""Version 1 of the API: put together once in each web process, at its first request."""

import hashlib
import logging
from functools import cache

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tryggby.api.protocol import open_data, own_data
from tryggby.api.protocol.problems import Problem, answer_of, too_many
from tryggby.ground.door import count_visit

log = logging.getLogger("tryggby.api")
READING = "GET, HEAD"
# Requests a minute from one network, counted by each web process.
MOST_A_MINUTE = 600
# How long others may keep open data without asking again, in seconds.
KEPT = 60
LANGUAGES = ("nb", "nn", "en")


@cache
def service() -> NinjaAPI:
    """The operations."""
    made = NinjaAPI(title="Tryggby", version="1.0.0", docs_url=None, openapi_url=None, urls_namespace="api-v1")
    made.add_router("", open_data.router, tags=["open"])
    made.add_router("", own_data.router, tags=["own"])
    made.add_exception_handler(Problem, lambda request, problem: answer_of(problem))
    made.add_exception_handler(ValidationError, _say_what_is_wrong)
    return made


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The answer to one request below the root; every fault is a problem in the reader's language."""
    with translation.override(language_of(request)):
        try:
            if request.method not in ("GET", "HEAD"):
                raise Problem(405, Allow=READING)
            if count_visit(request, "api") > MOST_A_MINUTE:
                raise too_many()
            response = _answer(request, path)
        except (Problem, Http404) as problem:
            response = answer_of(problem if isinstance(problem, Problem) else Problem(404))
        except DatabaseError:
            log.exception("the database did not answer another system")
            response = answer_of(Problem(503, _("Prøv igjen om et minutt."), Retry_After="60"))
        response["Content-Language"] = translation.get_language() or "nb"
        patch_vary_headers(response, ["Accept-Language"])
        return response


def language_of(request: HttpRequest) -> str:
    """The first language of Accept-Language that we have; bokmål otherwise."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        short = {"no": "nb"}.get(code[:2], code[:2])
        if short in LANGUAGES:
            return short
    return LANGUAGES[0]


@cache
def _resolver() -> URLResolver:
    return URLResolver(RegexPattern(r"^"), service().urls[0])


def _answer(request: HttpRequest, path: str) -> HttpResponse:
    try:
        found = _resolver().resolve(path)
    except Resolver404:
        raise Problem(404) from None
    method, request.method = request.method, "GET"
    try:
        response = found.func(request, *found.args, **found.kwargs)
    finally:
        request.method = method
    return _kept(request, response) if response.status_code == 200 else response


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With an ETag; 304 when the reader has it already. An organisation's own is kept by nobody else."""
    own = hasattr(request, "auth")
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if mark in [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache" if own else f"public, max-age={KEPT}"
    return response


def _say_what_is_wrong(request: HttpRequest, error) -> HttpResponse:
    where = tuple(dict.fromkeys(str(one["loc"][-1]) for one in error.errors))
    return answer_of(Problem(422, _("Se på: %(names)s") % {"names": ", ".join(where)}, where))
