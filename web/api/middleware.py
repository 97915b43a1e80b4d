"""Where the API stands among the pages: before sessions, cookies and tokens of forms, which it never looks at.

`ApiProblems` is the outermost: whatever refuses a request on its way, the answer is a problem as programs read it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import Http404, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern

from chamdiem.web.api.problems import MEDIA, Problem, answer, broken, language

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

_ROOT = "/api/"
_BASE = "/api/v1"
_NAMED = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    415: "media",
}
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class ApiProblems:
    """Turns whatever refuses a request to the API into a problem."""

    def __init__(self, answer_: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer_

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        response = self.answer(request)
        is_problem = response.status_code >= 400 and response.get("Content-Type") != MEDIA  # noqa: PLR2004 - refused
        if not request.path_info.startswith(_ROOT) or not is_problem:
            return response
        kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
        code = _NAMED.get(response.status_code, "refused" if response.status_code < 500 else "broken")  # noqa: PLR2004
        told = answer(language(request), Problem(response.status_code, code, headers=kept))
        told["X-Content-Type-Options"] = "nosniff"
        return told


class ApiDoor:
    """Answers what is asked of the API; all else goes on to the pages."""

    def __init__(self, answer_: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer_

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if not request.path_info.startswith(_ROOT):
            return self.answer(request)
        try:
            response = _answered(request)
        except Problem as problem:
            response = answer(language(request), problem)
        except Exception as error:  # noqa: BLE001 - nothing of ours is told, and whoever asked gets an answer
            response = answer(language(request), broken(error))
        response["Content-Length"] = str(len(response.content))
        return response


def _answered(request: HttpRequest) -> HttpResponse:
    try:
        request.get_host()
    except DisallowedHost as error:
        raise Problem(400, "host") from error
    if not request.path_info.startswith(f"{_BASE}/"):
        raise Problem(404, "not_found")
    try:
        view, args, named = _resolver().resolve(request.path_info.removeprefix(f"{_BASE}/"))
    except Http404 as error:
        raise Problem(404, "not_found") from error
    if request.method in _WITH_BODY:
        _need_body(request)
    response: HttpResponse = view(request, *args, **named)
    if response.status_code == 405:  # noqa: PLR2004 - the library's own, as text
        raise Problem(405, "method", headers={"Allow": response["Allow"]})
    return response


def _need_body(request: HttpRequest) -> None:
    """Refuse a body that is no JSON, is too large, or broke off."""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != "application/json" or charset != "utf-8":
        raise Problem(415, "media")
    try:
        request.body  # noqa: B018 - it is read here
    except RequestDataTooBig as error:
        raise Problem(413, "too_large") from error
    except UnreadablePostError as error:
        raise Problem(400, "malformed") from error


@cache
def _resolver() -> URLResolver:
    """Return the addresses of the API; they are read when somebody first asks for one."""
    return URLResolver(RegexPattern(""), import_module("chamdiem.web.api.openapi").urls())
