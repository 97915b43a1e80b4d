"""Whether JSON fits a schema, which is checked and made into a validator once, however many documents are held to it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator


@cache
def _validator(schema: str) -> Draft202012Validator:
    found = json.loads(schema)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def check_fits(document: object, schema: dict[str, Any]) -> None:
    """Assert that a schema is one, and that a document fits it."""
    _validator(json.dumps(schema)).validate(document)
