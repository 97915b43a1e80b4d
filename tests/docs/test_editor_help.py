"""What editors show: every key that a person may write has its words in Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from chamdiem.engine.authoring.cases import cases_schema
from chamdiem.engine.reading.catalog import CRITERIA, framework_schema
from chamdiem.engine.reading.record_schema import record_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = {"framework": framework_schema(), "cases": cases_schema(), "record": record_schema()}
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def properties(node: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema with its place."""
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            yield f"{path}.{name}", inner
        for key, inner in node.items():
            yield from properties(inner, path if key in {"properties", "$defs"} else f"{path}.{key}")
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner, path)


ALL = [(place, node) for kind, schema in SCHEMAS.items() for place, node in properties(schema, kind)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_is_explained(kind: str) -> None:
    """No key of a framework, a file of cases or a record is without its explanation, in Vietnamese and composed."""
    own = [(place, node.get("description", "")) for place, node in ALL if place.startswith(kind)]
    assert len(own) > 10
    assert [place for place, words in own if not VIETNAMESE.search(words)] == []
    assert [place for place, words in own if not unicodedata.is_normalized("NFC", words)] == []


def test_shipped_files_name_their_schema() -> None:
    """Every framework and every file of cases begins with the line by which editors find its schema."""
    for file in CRITERIA.glob("*/**/*.yaml"):
        name = "../cases.schema.json" if file.parent.name == "cases" else "framework.schema.json"
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema=../{name}"
        assert (file.parent / first.partition("=")[2]).resolve().is_file()
