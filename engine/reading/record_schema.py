"""The JSON Schema of records, by which editors help those who write one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.rules.language.fields import LAYERS, Field, FieldType
from chamdiem.rules.language.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.language.record_shape import RecordShape

_SCHEMAS: Mapping[FieldType, dict[str, Any]] = {
    FieldType.COUNT: {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]"}]},
    FieldType.YES_NO: {"enum": ["có", "không", "Có", "Không", "rồi", "chưa", "yes", "no", True, False]},
    FieldType.DATE: {"type": "string", "pattern": "[0-9]{4}"},
    FieldType.TIME: {"type": "string", "pattern": "[0-9]"},
    FieldType.PERIOD: {"type": "string", "pattern": "[0-9]{4}"},
    FieldType.TEXT: {"type": "string"},
}


def record_schema(shape: RecordShape = MEETING) -> dict[str, Any]:
    """Return the JSON Schema of records for editors; it knows no framework, so answers are open."""
    fields = {field.name: _field_schema(field) for field in shape.fields}
    text, texts = {"type": ["string", "null"]}, {"type": ["array", "string", "null"], "items": {"type": "string"}}
    block: dict[str, Any] = {"type": ["object", "null"]}
    layer = {
        "answers": _described(block, "Câu trả lời của người chấm theo mã tiêu chí."),
        "deduction_notes": _described(block | {"additionalProperties": text}, "Lý do trừ điểm theo mã tiêu chí."),
        "rating": _described(text, "Mã mức xếp loại mà lớp này ghi."),
    }
    closed = block | {"additionalProperties": False}
    layers = {name: _described(closed | {"properties": layer}, label[0]) for name, label in LAYERS.items()}
    own = {
        "framework": _described(text, "Mã khung tiêu chí; bỏ trống thì chọn theo ngày họp, đơn vị và loại sinh hoạt."),
        "assessments": _described(closed | {"properties": layers}, "Điểm chấm và xếp loại của từng lớp."),
        "limitations": _described(texts, "Hạn chế cần khắc phục, mỗi dòng một ý."),
        "evidence": _described(block | {"additionalProperties": texts}, "Minh chứng theo mã tiêu chí."),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "chamdiem/record/1",
        "type": "object",
        "additionalProperties": False,
        "properties": own | fields,
    }


def _described(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description} | schema


def _field_schema(field: Field) -> dict[str, Any]:
    words = field.words or {}
    schema = {"enum": [*(labels[0] for labels in words.values()), *words]} if words else _SCHEMAS[field.type]
    return {"description": field.vi, "anyOf": [schema, {"type": "null"}]}
