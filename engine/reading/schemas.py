"""Walk a JSON Schema: what may stand at a place of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chamdiem.rules.records.faults import Path

Schema = Mapping[str, Any]


def schema_at(path: Path, schema: Schema) -> Schema:
    """Return what may stand at a place, by walking the JSON Schema down its path."""
    node = schema
    for step in path:
        node = resolved(_step(node, step), schema.get("$defs", {}))
    return node


def _step(node: Schema, step: str | int) -> Schema:
    if isinstance(step, int):
        pair = node.get("prefixItems", ())  # a list of so many items has a schema for each
        item: Schema = pair[step] if step < len(pair) else node.get("items", {})
        return item
    named: Schema = next(iter(node.get("patternProperties", {}).values()), {})
    found: Schema = node.get("properties", {}).get(step, named)
    return found


def resolved(node: Schema, definitions: Schema) -> Schema:
    """Return what a part of a schema refers to; of several shapes the one that has keys of its own."""
    while unions := unions_of(node) or "$ref" in node:
        if isinstance(unions, bool):
            node = definitions[node["$ref"].rsplit("/", 1)[1]]
        else:
            # what has keys of its own is what somebody asks about; a short form has none
            node = max(unions, key=lambda option: "$ref" in option or "anyOf" in option or "oneOf" in option)
    return node


def unions_of(node: Schema) -> list[Schema]:
    """Return the shapes of which a part of a schema may have one, without that of nothing."""
    found = next((node[key] for key in ("anyOf", "allOf", "oneOf") if key in node), ())
    return [option for option in found if option.get("type") != "null"]
