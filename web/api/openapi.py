"""The OpenAPI document: what the library makes of the operations, with what it does not know of problems."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from chamdiem.engine.files.json_text import readable_json
from chamdiem.engine.office.frameworks import schema_of
from chamdiem.engine.office.office import Office
from chamdiem.engine.texts import say
from chamdiem.web.api import acts, drafts, frameworks, organisations, proofs
from chamdiem.web.api.door import API, OPERATIONS, Operation, document, operation
from chamdiem.web.api.problems import MEDIA
from chamdiem.web.api.shapes import ProblemFault

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

Json = dict[str, Any]
BASE = "/api/v1"
_ALWAYS = (400, 404, 500)
_WITH_TOKEN = (401, 429)
_MODULES = (acts, drafts, frameworks, organisations, proofs)
"""All modules of operations: an operation is there once its module is read."""


@operation("GET", "/openapi.json", {200: dict[str, Any]}, is_public=True)
def openapi(request: HttpRequest) -> HttpResponse:
    """Return this document."""
    del request
    return HttpResponse(_text(), content_type="application/json; charset=utf-8")


@lru_cache(maxsize=1)
def _text() -> str:
    return readable_json(described())


def described() -> Json:
    """Return the document that is served."""
    made = document()
    made["servers"] = [{"url": BASE}]
    made["info"]["description"] = say("vi", "api.about")
    made["components"]["schemas"] |= {"ProblemFault": ProblemFault.model_json_schema(), "Problem": _problem()}
    for path in made["paths"].values():
        for each in path.values():
            _complete(each, OPERATIONS[each["operationId"]])
    _put_schemas(made)
    return made


def _complete(told: Json, known: Operation) -> None:
    """Say of an operation which problems it may answer with, and what its answers carry."""
    statuses = (*_ALWAYS, *(() if known.is_public else _WITH_TOKEN), *known.statuses)
    for status in sorted(set(statuses)):
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        told["responses"][str(status)] = {"description": say("vi", f"api.status_{status}"), "content": content}
    told["responses"] = {str(status): told["responses"][status] for status in sorted(told["responses"], key=str)}
    for status, response in told["responses"].items():
        response.setdefault("description", say("vi", f"api.status_{status}"))
        if int(status) < 400:  # noqa: PLR2004 - no problem
            response["description"] = say("vi", f"api.status_{status}")
    if "401" in told["responses"]:
        told["responses"]["401"]["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
        told["responses"]["429"]["headers"] = {"Retry-After": {"schema": {"type": "string"}}}


def _problem() -> Json:
    return {
        "title": "Problem",
        "description": say("vi", "api.problem"),
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "faults": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemFault"}},
        },
        "required": ["type", "title", "status", "detail", "faults"],
    }


def _put_schemas(made: Json) -> None:
    """Put the schemas that stand beside the API where they are sent and answered: of records, of evaluations."""
    schemas = made["components"]["schemas"]
    for name, schema in (("Record", schema_of(Office(), "record")), ("Evaluation", schema_of(Office(), "evaluation"))):
        schemas |= _moved(name, schema)
    scoring = made["paths"]["/score"]["post"]
    scoring["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref("Record")}}}
    scoring["responses"]["200"]["content"] = {"application/json": {"schema": _ref("Evaluation")}}
    schemas["DraftReading"]["properties"]["evaluation"] = _ref("Evaluation")


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _moved(name: str, schema: Json) -> Json:
    """Return a schema and its parts by the names that they get among the others."""
    parts = schema.pop("$defs", {})
    for key in ("$schema", "$id"):
        schema.pop(key, None)
    names = {part: f"{name}.{part}" for part in parts}

    def renamed(node: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        if isinstance(node, dict):
            told = {key: renamed(each) for key, each in node.items()}
            ref = node.get("$ref")
            return told | _ref(names[ref.rpartition("/")[2]]) if isinstance(ref, str) else told
        return [renamed(each) for each in node] if isinstance(node, list) else node

    return {name: renamed(schema), **{names[part]: renamed(each) for part, each in parts.items()}}


def urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of all operations, below `BASE`."""
    assert OPERATIONS  # noqa: S101 - see _MODULES
    return API.urls[0]
