"""The acts on frameworks: list them, find one, and give the JSON Schemas of the files that people exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from chamdiem.engine.advice.advice_results import advice_schema
from chamdiem.engine.authoring.cases import cases_schema
from chamdiem.engine.explanation.results_schema import evaluation_schema
from chamdiem.engine.reading.catalog import framework_schema
from chamdiem.engine.reading.record_schema import record_schema

if TYPE_CHECKING:
    from chamdiem.engine.office.office import Office
    from chamdiem.engine.reading.catalog import LoadedFramework

SchemaKind = Literal["framework", "cases", "record", "evaluation", "evaluation-1"]


def all_frameworks(office: Office) -> tuple[LoadedFramework, ...]:
    """Return the frameworks that ship, by id."""
    return office.catalog.all()


def find_framework(office: Office, framework: str) -> LoadedFramework:
    """Return the framework of an id or a file, which may be a newer draft of one that ships."""
    return office.catalog.draft(framework)


def schema_of(_office: Office, kind: SchemaKind) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file; that of an evaluation knows the advice that may stand in it."""
    match kind:
        case "framework":
            return framework_schema()
        case "cases":
            return cases_schema()
        case "record":
            return record_schema()
        case "evaluation":
            return evaluation_schema(advice_schema())
        case "evaluation-1":
            return evaluation_schema(advice_schema(1), 1)
