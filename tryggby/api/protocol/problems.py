"""What the API says no to: problem details (RFC 9457) in the reader's language."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ROOT = "/api/v1"
MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("Vi forstår ikke forespørselen"),
    401: gettext_lazy("Nøkkelen mangler, er trukket tilbake eller er gått ut"),
    403: gettext_lazy("Nøkkelen har ikke lov til dette"),
    404: gettext_lazy("Det finnes ikke her"),
    405: gettext_lazy("Her kan du bare lese"),
    413: gettext_lazy("Forespørselen er for stor"),
    422: gettext_lazy("Noe i forespørselen er ikke slik det skal være"),
    429: gettext_lazy("For mange forespørsler"),
    500: gettext_lazy("Noe gikk galt hos oss"),
    503: gettext_lazy("Vi er borte et øyeblikk"),
}


class Problem(Exception):
    """A no, with its status; `detail` is in the reader's language, `where` the parameters it is about."""

    def __init__(self, status: int, detail: str = "", where: tuple[str, ...] = (), **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.where, self.headers = status, detail, where, headers


def answer_of(problem: Problem) -> HttpResponse:
    """The problem as it is sent."""
    body = {"type": "about:blank", "title": str(TITLES[problem.status]), "status": problem.status}
    if problem.detail:
        body["detail"] = problem.detail
    if problem.where:
        body["parameters"] = list(problem.where)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE)
    for name, value in problem.headers.items():
        response[name.replace("_", "-")] = value
    response["Cache-Control"] = "no-store"
    return response


def too_many() -> Problem:
    """More than anybody needs."""
    return Problem(429, _("Prøv igjen om et minutt."), Retry_After="60")


def is_for_systems(request) -> bool:
    """True when whoever asks is no browser but another system."""
    return request.path_info.startswith(f"{ROOT}/")


def problem_page(status: int) -> HttpResponse:
    """What other systems get where people get an error page."""
    return answer_of(Problem(status))
