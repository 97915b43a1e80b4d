"""The few words of JSON Schema of which the schemas of results are made."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
FLAG: Json = {"type": "boolean"}
MAYBE_FLAG: Json = {"type": ["boolean", "null"]}
INTEGER: Json = {"type": "integer"}
MAYBE_COUNT: Json = {"type": ["integer", "null"], "minimum": 0}
POINTS: Json = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"}
MAYBE_POINTS: Json = {"anyOf": [POINTS, {"type": "null"}]}


def object_of(**properties: Json) -> Json:
    """Return the schema of an object with just these keys, all of them there."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def list_of(items: Json) -> Json:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def either(*kinds: Json, none: bool = False) -> Json:
    """Return the schema of what is one of some kinds; with `none`, or null."""
    return {"anyOf": [*kinds, *([{"type": "null"}] if none else [])]}


TEXTS = list_of(TEXT)
