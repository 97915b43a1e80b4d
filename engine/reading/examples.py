"""The smallest right YAML of a place in a file, from the JSON Schema of its model: what a fault of shape shows.

What a schema does not say, such as which of several keys is the simplest, stands in `rules.language.examples`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chamdiem.engine.reading.schemas import Schema, resolved, schema_at, unions_of
from chamdiem.rules.language.examples import BY_CODE, KEYS, LIKE, SCALARS, VALUES
from chamdiem.rules.language.model import FRAMEWORK_PATTERN
from chamdiem.rules.records.faults import Fault, Path

_OF_PLACE = frozenset(
    f"shape.{code}"
    for code in ("blank", "blank_item", "list", "mapping", "mapping_item", "text", "text_item", "too_few")
)
"""Faults of a place where something else has to stand."""


def exemplified(fault: Fault, schema: Schema) -> Fault:
    """Return a fault with the smallest right YAML of its place, where its sentence alone does not show that."""
    example = _example_for(fault, schema)
    return Fault(fault.code, fault.path, {**fault.details, "example": example}, fault.place) if example else fault


def _example_for(fault: Fault, schema: Schema) -> str:
    if fault.code == "shape.missing":
        return example_line((*fault.path, fault.details["name"]), schema)
    if fault.code in _OF_PLACE and fault.path:
        return example_line(fault.path, schema)
    if fault.code in BY_CODE:
        part, *keys = BY_CODE[fault.code]
        return example_keys(part, keys, schema)
    return ""


def example_line(path: Path, schema: Schema) -> str:
    """Return the smallest right YAML of a place, behind its key, or behind the dash of a list."""
    value = flow(example_at(path, schema))
    return f"- {value}" if isinstance(path[-1], int) else f"{path[-1]}: {value}"


def part_of(schema: Schema, part: str) -> Schema:
    """Return the schema of a part of a file, or of the file itself, by its name."""
    return schema if part == schema.get("title") else resolved(schema["$defs"][part], schema["$defs"])


def example_keys(part: str, keys: Sequence[str], schema: Schema) -> str:
    """Return some keys of a part of a file, in its smallest right YAML."""
    node = part_of(schema, part)
    made = {key: _key(part, key, node["properties"][key], schema) for key in keys}
    return flow(made) if len(made) > 1 else "".join(f"{key}: {flow(value)}" for key, value in made.items())


def keys_of(part: str) -> Sequence[str]:
    """Return the keys of the example of a part; none: those that its schema demands."""
    return KEYS.get(part) or KEYS.get(LIKE.get(part, ""), ())


def example_at(path: Path, schema: Schema) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return the smallest right value of a place."""
    node = schema_at(path, schema)
    if not path or isinstance(path[-1], int):
        return _value(node, schema)
    return _key(schema_at(path[:-1], schema).get("title", ""), path[-1], node, schema)


def _key(part: str, key: str, node: Schema, schema: Schema) -> Any:  # noqa: ANN401 - whatever YAML holds
    for name in (f"{part}.{key}", f"{LIKE.get(part)}.{key}", key):
        if name in VALUES:
            return VALUES[name]
    return _value(node, schema)


def _value(node: Schema, schema: Schema) -> Any:  # noqa: ANN401 - whatever YAML holds
    node = _simplest(node, schema.get("$defs", {}))
    match node:
        case {"examples": [first, *_]} | {"enum": [first, *_]} | {"const": first}:
            return first
        case {"prefixItems": items}:
            return [_value(item, schema) for item in items]
        case {"items": item}:
            return [_value(item, schema)] * node.get("minItems", 1)
        case {"properties": _} | {"patternProperties": _} | {"additionalProperties": dict()}:
            return _mapping(node, schema)
        case _:
            return SCALARS[_kind(node)]


def _simplest(node: Schema, definitions: Schema) -> Schema:
    """Return what a part of a schema refers to; of several shapes the first, which is the shortest to write."""
    while unions := unions_of(node) or "$ref" in node:
        node = definitions[node["$ref"].rsplit("/", 1)[1]] if isinstance(unions, bool) else unions[0]
    return node


def _mapping(node: Schema, schema: Schema) -> dict[str, Any]:
    properties = node.get("properties", {})
    if properties:
        part = node.get("title", "")
        keys = keys_of(part) or node.get("required") or list(properties)[:1]
        return {key: _key(part, key, properties[key], schema) for key in keys}
    if named := node.get("patternProperties"):
        return {str(SCALARS["name"]): _value(next(iter(named.values())), schema)}
    return {str(SCALARS["id"]): _value(node["additionalProperties"], schema)}


def _kind(node: Schema) -> str:
    """Return which of `SCALARS` stands for a scalar of a type."""
    pattern = node.get("pattern", "")
    if node.get("format") == "date":
        return "date"
    if isinstance(node.get("type"), list):
        return "id" if pattern else "word"
    if "/" in pattern:
        return "framework" if FRAMEWORK_PATTERN in pattern else "organisation"
    if pattern:
        return "fact"
    return "text" if node.get("type") == "string" else "number"


# --- YAML in braces ---

_PLAIN = re.compile(r"[^\W\d_][\w./() …-]*|…|\d+[/:-][\d/:-]*\d")
"""Text that no reader of YAML takes for anything else, between braces too."""


def flow(value: object) -> str:
    """Return a value as YAML on one line."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{_scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case _:
            return _scalar(value)


def _scalar(value: object) -> str:
    if not isinstance(value, str) or _PLAIN.fullmatch(value):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
