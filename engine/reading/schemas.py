"""Walk a JSON Schema: what may stand at a place of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chamdiem.rules.language.faults import Path

Schema = Mapping[str, Any]


def schema_at(path: Path, schema: Schema) -> Schema:
    """Return what may stand at a place, by walking the JSON Schema down its path."""
    node = schema
    for step in path:
        node = resolved(_step(node, step), schema.get("$defs", {}))
    return node


def _step(node: Schema, step: str | int) -> Schema:
    named: Schema = next(iter(node.get("patternProperties", {}).values()), {})
    found: Schema = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, named)
    return found


def resolved(node: Schema, definitions: Schema) -> Schema:
    """Return what a part of a schema refers to; of several shapes the first that is not nothing."""
    while "$ref" in node or "anyOf" in node or "allOf" in node:
        if "$ref" in node:
            node = definitions[node["$ref"].rsplit("/", 1)[1]]
        else:
            node = next(option for option in node.get("anyOf", node.get("allOf", ())) if option.get("type") != "null")
    return node
