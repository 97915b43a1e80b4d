"""A document as a typed model: what its shape should be, and pydantic's complaints as our faults with their places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from chamdiem.engine.reading.schemas import Schema, schema_at
from chamdiem.rules.language.model import BRANCH
from chamdiem.rules.records.faults import Fault, FaultyInput, Path
from chamdiem.rules.records.scalars import among, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pydantic_core import ErrorDetails

    from chamdiem.engine.reading.documents import Document

AnyModel = TypeVar("AnyModel", bound=BaseModel)

_OF_KEY = frozenset({"shape.unknown_key", "shape.name_of_key"})


def read_shape(document: Document, model: type[AnyModel], schema_of: Callable[[], Schema]) -> AnyModel:
    """Return a document's content as a model; `schema_of` returns its own JSON Schema, and is asked for faults alone.

    Raises:
        FaultyInput: everything in which its shape is wrong.
    """
    try:
        return model.model_validate(document.data, by_alias=True, by_name=False)
    except ValidationError as error:
        from chamdiem.engine.reading.examples import exemplified  # noqa: PLC0415 - most documents have no fault

        schema = schema_of()
        found = [shape_fault(item, schema) for item in error.errors(include_url=False) if not _is_echo(item)]
        faults = [exemplified(fault, schema) for fault in found]
        raise located_by_key(document, faults, _OF_KEY) from error


def located_by_key(document: Document, faults: Iterable[Fault], of_key: Collection[str] = ()) -> FaultyInput:
    """Return the error that carries faults with their places; those named `of_key` are faults of a key."""
    return FaultyInput(replace(f, place=f.place or document.place(f.path, of_key=f.code in of_key)) for f in faults)


def shape_fault(item: ErrorDetails, schema: Schema) -> Fault:
    """Return one complaint of pydantic as a fault."""
    path: Path = tuple(step for step in item["loc"] if not str(step).startswith(BRANCH))
    kind, raw, context = item["type"], item["input"], item.get("ctx", {})
    if kind == "missing":
        return _missing(path, schema)
    if kind == "extra_forbidden":
        allowed = sorted(schema_at(path[:-1], schema).get("properties", {}))
        return Fault("shape.unknown_key", path, {"name": shown(path[-1])} | among(path[-1], allowed))
    if path and path[-1] == "[key]":
        return Fault("shape.name_of_key", path[:-1], {"text": shown(raw)})
    in_list = bool(path) and isinstance(path[-1], int)
    owner = path[-2 if in_list else -1] if path else ""
    details = {"text": shown(raw)} | {key: str(value) for key, value in context.items()} | {"name": shown(owner)}
    if kind == "literal_error":
        details |= among(raw, details["expected"].replace("'", "").replace(" or ", ", ").split(", "))
    blank = raw is None or (isinstance(raw, str) and not raw.strip())
    code = "shape.blank" if blank else _code(kind, owner)
    return Fault(f"{code}_item" if in_list and code in _OF_ITEMS else code, path, details)


def _is_echo(item: ErrorDetails) -> bool:
    """Tell whether a fault only repeats another: faulty items make a list too short, a pair may lack both its items."""
    if item["type"] == "missing" and item["loc"][-1] == 0:
        return not item["input"]
    return item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]


def _code(kind: str, owner: str | int) -> str:
    """Return the sentence of an error type; ours is the code itself, pydantic's own have no dot."""
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(owner, "shape.name")
    return kind if "." in kind else _CODES.get(kind, "shape.other")


_CODES = {
    "too_short": "shape.too_few",
    "too_long": "shape.too_many",
    "greater_than": "shape.positive",
    "tuple_type": "shape.list",
    "string_type": "shape.text",
    "model_type": "shape.mapping",
    "dict_type": "shape.mapping",
    "literal_error": "shape.choice",
}
_OF_ITEMS = frozenset({"shape.blank", "shape.text", "shape.mapping"})
_PATTERNS: Mapping[str | int, str] = {
    "framework": "shape.framework_id",
    "id": "shape.id",
    "organisations": "shape.organisation",
    "frameworks": "shape.framework_id",
}


def _missing(path: Path, schema: Schema) -> Fault:
    """Return the fault of a key that is not there, or of a list that ends before its last item."""
    if isinstance(path[-1], int):
        needed = str(schema_at(path[:-1], schema)["minItems"])
        return Fault("shape.too_few", path[:-1], {"name": shown(path[-2]), "min_length": needed})
    return Fault("shape.missing", path[:-1], {"name": path[-1]})
