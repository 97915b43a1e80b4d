"""The one module that knows django-ninja: operations, the shapes of what they take and give, who may ask.

Other modules say `operation` over a function and take `Shape`, `Body`, `Query`, `Path` and `Header` from here.
"""

from __future__ import annotations

import inspect
import json
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from ninja import Body, Field, Header, NinjaAPI, Path, Query, Schema, Status
from ninja.constants import NOT_SET
from ninja.errors import AuthenticationError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import shown
from chamdiem.web.api.callers import Caller, caller_of
from chamdiem.web.api.problems import Problem, answer, broken, language, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse
    from ninja.types import DictStrAny

    from chamdiem.engine.mandates.roles import Deed

__all__ = ["TAG", "TAGGED", "Body", "Field", "Header", "Path", "Query", "Shape", "Status", "operation"]


class Shape(Schema):
    """What is sent or answered: an object with just these members."""

    model_config = {"extra": "forbid"}  # noqa: RUF012 - pydantic's own


# --- what is sent ---


class _Strict(Parser):
    """Reads JSON as it is written: nothing twice, no float, and nothing that no other reader takes."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """Return what a body says."""
        return cast("DictStrAny", strict_json(request.body))


def strict_json(content: bytes) -> object:
    """Return what JSON says; a number with a fraction stays the text that was written.

    Raises:
        Problem: it is no JSON, or says something twice.
    """
    try:
        return json.loads(content.decode(), object_pairs_hook=_once, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "malformed") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(word: str) -> None:
    raise ValueError(word)


class _Readable(JSONRenderer):
    """Writes letters as they are."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Bearer(HttpBearer):
    """The token in the header `Authorization`. No cookie is ever looked at."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return who sends a token; None: it is none that is good."""
        return caller_of(token, language(request))


API = NinjaAPI(
    title="Chấm Điểm",
    version="1",
    openapi_url=None,
    docs_url=None,
    auth=Bearer(),
    parser=_Strict(),
    renderer=_Readable(),
    urls_namespace="api",
)


# --- operations ---

TAG = {"schema": {"type": "string"}, "required": True}
TAGGED = {"responses": {200: {"headers": {"ETag": TAG}}}}
"""What the document says of an answer with a version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. `deeds`: one of which is asked for; none: whoever has a token. `statuses`: of its problems."""

    id: str
    method: str
    path: str
    deeds: tuple[Deed, ...]
    is_public: bool
    statuses: tuple[int, ...]


OPERATIONS: dict[str, Operation] = {}
"""All operations by their ids, as they are told to `operation`."""


def operation(  # noqa: PLR0913 - by their names
    method: str,
    path: str,
    response: Mapping[int, Any],
    *,
    deeds: tuple[Deed, ...] = (),
    statuses: tuple[int, ...] = (),
    is_public: bool = False,
    more: Mapping[str, Any] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function an operation: what it is called, it is in the document, too.

    `response`: the shapes of its answers by their statuses. `more`: what the document says of it besides.
    """

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        name = view.__name__
        OPERATIONS[name] = Operation(
            id=name, method=method, path=path, deeds=deeds, is_public=is_public, statuses=statuses
        )

        @wraps(view)
        def known(request: HttpRequest, *args: object, **named: object) -> object:
            _need_known(request, name)
            return view(request, *args, **named)

        # the library would look for the names of its types here, and not where it stands
        known.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined] # Python's own
        summary, description = say("vi", f"api.op_{name}"), say("en", f"api.op_{name}")
        made = API.api_operation(
            [method],
            path,
            response=dict(response),
            operation_id=name,
            summary=summary,
            description=description,
            openapi_extra=dict(more or {}),
            auth=None if is_public else NOT_SET,
        )
        made(known)
        return known

    return mark


_ASKED: dict[str, frozenset[str]] = {}


def _need_known(request: HttpRequest, name: str) -> None:
    """Refuse what is asked for behind the question mark and is nothing: it would be left alone without a word."""
    if name not in _ASKED:
        paths = document()["paths"].values()
        own = next(each for path in paths for each in path.values() if each["operationId"] == name)
        _ASKED[name] = frozenset(each["name"] for each in own.get("parameters", ()) if each["in"] == "query")
    unknown = sorted(request.GET.keys() - _ASKED[name])
    if unknown or any(len(request.GET.getlist(each)) > 1 for each in request.GET):
        faults = [Fault("api.unknown", ("query", each), {"name": shown(each)}) for each in unknown]
        raise Problem(400, "malformed", faults)


def document() -> dict[str, Any]:
    """Return the OpenAPI document as the library makes it; `openapi.document` is what is served."""
    return cast("dict[str, Any]", API.get_openapi_schema(path_prefix=""))


# --- what goes wrong ---


def _told(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(language(request), problem)


@API.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return _told(request, error)


@API.exception_handler(FaultyInput)
def _faulty(request: HttpRequest, error: FaultyInput) -> HttpResponse:
    return _told(request, refused(error))


@API.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return _told(request, unauthenticated())


@API.exception_handler(ValidationError)
def _misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _told(request, Problem(400, "malformed", map(_fault, error.errors)))


@API.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    return _told(request, broken(error))


def unauthenticated() -> Problem:
    """Return the problem of a request without a token that is good."""
    return Problem(HTTPStatus.UNAUTHORIZED, "unauthenticated", headers={"WWW-Authenticate": "Bearer"})


def _fault(error: Mapping[str, Any]) -> Fault:
    """Return what pydantic found as a fault of ours; its own words are nobody's here."""
    path = tuple(str(step) for step in error["loc"])
    name = {"name": shown(path[-1] if path else "")}
    match error["type"]:
        case "missing":
            return Fault("api.missing", path, name)
        case "extra_forbidden":
            return Fault("api.unknown", path, name)
        case _:
            return Fault("api.wrong", path, name)
