"""The JSON Schema of records, by which editors help those who write one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chamdiem.rules.records.fields import LAYERS, Field, FieldType
from chamdiem.rules.records.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.records.shape import RecordShape

_SCHEMAS: Mapping[FieldType, dict[str, Any]] = {
    FieldType.COUNT: {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]"}]},
    FieldType.DECIMAL: {"type": ["number", "string"]},
    FieldType.YES_NO: {"enum": ["có", "không", "Có", "Không", "rồi", "chưa", "yes", "no", True, False]},
    FieldType.DATE: {"type": "string", "pattern": "[0-9]{4}"},
    FieldType.TIME: {"type": "string", "pattern": "[0-9]"},
    FieldType.PERIOD: {"type": "string", "pattern": "[0-9]{4}"},
    FieldType.TEXT: {"type": "string"},
}
_EXAMPLES: Mapping[FieldType, object] = {
    FieldType.COUNT: 20,
    FieldType.DECIMAL: "7,5",
    FieldType.YES_NO: "có",
    FieldType.DATE: "05/11/2025",
    FieldType.TIME: "19:30",
    FieldType.PERIOD: "11/2025",
    FieldType.TEXT: "Tên hoặc mã",
}
_PERIODS = {"quarter": "2026-Q3", "half_year": "2026-H1", "year": "2026", "term": "2025-2030"}


def record_schema(shape: RecordShape = MEETING) -> dict[str, Any]:
    """Return the JSON Schema of records for editors; it knows no framework, so answers are open."""
    fields = {field.name: _field_schema(field) for field in shape.fields}
    text, texts = {"type": ["string", "null"]}, {"type": ["array", "string", "null"], "items": {"type": "string"}}
    block: dict[str, Any] = {"type": ["object", "null"]}
    notes, closed = block | {"additionalProperties": text}, block | {"additionalProperties": False}
    layer = {
        "answers": _described(block, "Câu trả lời của người chấm theo mã tiêu chí.", _ANSWERS),
        "deduction_notes": _described(notes, "Lý do trừ điểm theo mã tiêu chí.", {"1": "Lý do"}),
        "rating": _described(text, "Mã mức xếp loại mà lớp này ghi.", "Tốt"),
    }
    layers = {name: _described(closed | {"properties": layer}, label[0], _LAYER) for name, label in LAYERS.items()}
    own = {
        "framework": _described(text, "Mã khung tiêu chí; bỏ trống thì chọn theo ngày họp, đơn vị và loại sinh hoạt."),
        "subject": _described(text, "Mã đối tượng được chấm, khi không phải kỳ sinh hoạt.", shape.subject),
        "assessments": _described(
            closed | {"properties": layers}, "Điểm chấm và xếp loại của từng lớp.", {"self": _LAYER}
        ),
        "limitations": _described(texts, "Hạn chế cần khắc phục, mỗi dòng một ý.", ["Hạn chế"]),
        "evidence": _described(
            block | {"additionalProperties": texts}, "Minh chứng theo mã tiêu chí.", {"1": "Minh chứng"}
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "chamdiem/record/1",
        "type": "object",
        "additionalProperties": False,
        "properties": own | fields,
    }


_ANSWERS = {"1": "có"}
_LAYER = {"answers": _ANSWERS, "rating": "Tốt"}


def _described(schema: dict[str, Any], description: str, *examples: object) -> dict[str, Any]:
    return {"description": description} | schema | ({"examples": list(examples)} if examples else {})


def _field_schema(field: Field) -> dict[str, Any]:
    words = field.words or {}
    schema = {"enum": [*(labels[0] for labels in words.values()), *words]} if words else _SCHEMAS[field.type]
    if field.periods:
        schema = {"type": ["string", "integer"]}
    return _described({"anyOf": [schema | {"examples": [_example(field)]}, {"type": "null"}]}, field.vi)


def _example(field: Field) -> object:
    """Return a value that a field may have: within its range, of its periods."""
    match field:
        case Field(words=dict() as words):
            return next(iter(words.values()))[0]
        case Field(type=FieldType.COUNT, least=least, most=most):
            return max(least or 0, 20 if most is None else min(20, most))
        case Field(type=FieldType.DECIMAL, least=int(least)):
            return field.written(least)
        case Field(periods=(kind, *_)):
            return _PERIODS.get(kind, _EXAMPLES[field.type])
        case _:
            return _EXAMPLES[field.type]
