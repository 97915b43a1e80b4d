"""What is scored: a meeting, or what a framework says, and the shape of its records with what the framework asks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import model_validator

from chamdiem.rules.language.inputs import INPUTS
from chamdiem.rules.language.model import Model, Name, Text, YesNo, about, refusal
from chamdiem.rules.records.fields import LAYERS, Field, FieldType
from chamdiem.rules.records.meeting import MEETING
from chamdiem.rules.records.periods import PeriodKind
from chamdiem.rules.records.shape import ANY, Limit, RecordShape, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.language.inputs import Input
    from chamdiem.rules.records.shape import Details, Values

OCCASION = "occasion"


class Subject(Model):
    """What a framework scores, where it is no meeting: what it is called, and of which periods its records are."""

    id: Annotated[Name, about("Mã đối tượng được chấm, ví dụ collective; hồ sơ ghi mã này ở khóa subject.")]
    title: Annotated[Text, about("Tên gọi đối tượng, chữ thường, ví dụ tập thể.")]
    sheet: Annotated[Text | None, about("Tên phiếu in ra; bỏ trống: theo tên khung.")] = None
    of: Annotated[
        tuple[PeriodKind, ...],
        about(
            "Mỗi hồ sơ là của kỳ nào: month tháng, quarter quý, half_year 6 tháng, year năm, term nhiệm kỳ; hoặc "
            "occasion: từng lần, theo ngày (đứng một mình).",
            min_length=1,
        ),
    ]
    person: Annotated[YesNo, about("yes: chấm một người; hồ sơ chỉ ghi mã, không ghi tên.")] = False

    @model_validator(mode="after")
    def _is_another(self) -> Self:
        if self.id == MEETING.subject:
            raise refusal("framework.subject_meeting")
        if OCCASION in self.of and len(self.of) > 1:
            raise refusal("framework.subject_occasion")
        return self


_LAYERS = {
    "self": ("Tự chấm", "Self-assessment"),
    "cell_vote": ("Biểu quyết", "Vote"),
    "upper": LAYERS["upper"],
    "decided": LAYERS["decided"],
}
_SECTIONS = {
    "unit": ("Đối tượng được chấm", "What is scored"),
    INPUTS: ("Số liệu của khung", "What the framework asks"),
}


def base_shape(subject: Subject | None) -> RecordShape:
    """Return the shape of records that have nothing but what every record of a subject has; None: a meeting."""
    if subject is None:
        return MEETING
    fields = tuple(_identity(subject))
    is_occasion = OCCASION in subject.of
    return RecordShape(
        subject=subject.id,
        fields=fields,
        sections={"unit": _SECTIONS["unit"]},
        nouns=ANY._replace(unit=(subject.title, "unit"), units=(subject.title, "units")),
        unit="unit_id",
        unit_name="" if subject.person else "unit_name",
        day="date" if is_occasion else "",
        period="" if is_occasion else "period",
        kind="",
        registered=frozenset(field.name for field in fields if field.name != "date"),
        impossible=(),
        odd=(),
        at_most=(),
        usual={},
        all_well={},
        layers=_LAYERS,
    )


def _identity(subject: Subject) -> Iterator[Field]:
    text, section = FieldType.TEXT, "unit"
    yield Field("unit_id", text, f"Mã {subject.title}", "Code", section, asked=True, identifies=True)
    if not subject.person:
        yield Field("unit_name", text, f"Tên {subject.title}", "Name", section, asked=True)
    yield Field("upper_org", text, "Cấp trên trực tiếp", "Upper organisation", section, asked=True)
    yield Field("organisation", text, "Mã đơn vị áp dụng khung tiêu chí", "Organisation that applies the framework",
                section, asked=True)  # fmt: skip
    if OCCASION in subject.of:
        yield Field("date", FieldType.DATE, "Ngày", "Date", section, asked=True, identifies=True)
    else:
        yield Field("period", FieldType.PERIOD, "Kỳ", "Period", section, asked=True, identifies=True,
                    periods=subject.of)  # fmt: skip


def declared_shape(subject: Subject | None, inputs: Mapping[str, Input]) -> RecordShape:
    """Return the shape of the records of a framework that scores a subject and asks for inputs."""
    base = base_shape(subject)
    if not inputs:
        return base
    declared = tuple(declaration.field(name) for name, declaration in inputs.items())
    fields = {field.name: field for field in (*base.fields, *declared)}
    pairs = tuple((part, whole) for part, whole in _pairs(inputs) if part in fields and whole in fields)
    relations = (
        Relation(
            "record.above" if fields[part].type in _NUMBERS else "record.later",
            part,
            partial(_above, fields[part], fields[whole]),
            (Limit((part,), (whole,)),),
        )
        for part, whole in pairs
    )
    numbers = {field.name: _ordinary(field) for field in declared if field.type in _NUMBERS}
    counts = tuple(pair for pair in pairs if fields[pair[0]].type is FieldType.COUNT)
    return replace(
        base,
        fields=tuple(fields.values()),
        sections={**base.sections, INPUTS: _SECTIONS[INPUTS]},
        impossible=(*base.impossible, *relations),
        at_most=(*base.at_most, *counts),
        usual={**numbers, **base.usual},
        all_well={**numbers, **base.all_well},
    )


def _pairs(inputs: Mapping[str, Input]) -> Iterator[tuple[str, str]]:
    """Yield the names of two fields of which the first is never more than the second."""
    for name, declaration in inputs.items():
        for key, other in declaration.facts:
            yield (name, other) if key == "at_most" else (other, name)


def _above(part: Field, whole: Field, values: Values) -> Details | None:
    """One value is no more than another: a number, a day or a time."""
    value, limit = (
        None if field.name not in values else field.fact_value(values[field.name]) for field in (part, whole)
    )
    if value is None or limit is None or value <= limit:
        return None
    return {"lesser": part.name, "greater": whole.name, "said": part.shown(value), "end": whole.shown(limit)}


_NUMBERS = frozenset({FieldType.COUNT, FieldType.DECIMAL})
_FEW = 10


def _ordinary(field: Field) -> int:
    """Return a number that an ordinary record may have: ten, or the end of its range that is nearest to it."""
    few = _FEW * int(10**field.decimals)
    few -= few % field.step
    return max(field.least or 0, few if field.most is None else min(few, field.most))
