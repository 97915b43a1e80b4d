"""Criteria and the groups in which they stand."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from chamdiem.rules.language.conditions import Condition, When
from chamdiem.rules.language.model import Id, Model, NoteText, Points, Text, Title, need_one, refusal
from chamdiem.rules.language.ways import Bands, Deductions, NamedLevel, Part

_Clause = Annotated[Text, Field(description="Chỗ trong văn bản quy định điều này, ví dụ: Mục 2, điểm b.")]
_Source = Annotated[Text | None, Field(description="Nguồn công khai mà nội dung này dựa vào.")]
Treatment = Literal["full_marks", "zero", "excluded", "rescaled"]


class NotApplicable(Model):
    """When a criterion does not apply, and what then becomes of its points."""

    when: When
    then: Annotated[
        Treatment,
        Field(
            description="full_marks: cho điểm tối đa; zero: 0 điểm; excluded: bỏ ra, tổng tối đa giảm; "
            "rescaled: bỏ ra, tổng quy đổi về thang đầy đủ."
        ),
    ]
    reason: Annotated[Text, Field(description="Lý do, in trên phiếu.")]


SCORING = ("bands", "holds", "judged", "levels", "checklist", "deductions")


class Criterion(Model):
    """One scored line of the regulation, with exactly one way of scoring."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, Field(description="Điểm tối đa; bỏ trống khi khung không có điểm.")] = None
    clause: _Clause
    source: _Source = None
    note: NoteText = None
    bands: Annotated[Bands | None, Field(description="Điểm theo mức của một số đo.")] = None
    holds: Annotated[Condition | None, Field(description="Điểm tối đa khi điều kiện trên số liệu đúng, 0 khi sai.")] = (
        None
    )
    judged: Annotated[
        Literal["yes_no", "points"] | None,
        Field(description="Người chấm trả lời: yes_no (có/không) hoặc points (cho điểm)."),
    ] = None
    step: Annotated[Points | None, Field(gt=0, description="Bước điểm riêng của tiêu chí được cho điểm.")] = None
    levels: Annotated[
        tuple[NamedLevel, ...] | None, Field(min_length=1, description="Người chấm chọn một mức có tên.")
    ] = None
    checklist: Annotated[tuple[Part, ...] | None, Field(min_length=1, description="Cộng điểm các ý đạt được.")] = None
    deductions: Annotated[Deductions | None, Field(description="Trừ điểm theo số lần vi phạm.")] = None
    not_applicable: Annotated[tuple[NotApplicable, ...], Field(description="Khi nào tiêu chí không áp dụng.")] = ()
    bonus: Annotated[
        Literal["inside", "outside"] | None, Field(description="Điểm thưởng nằm trong hay ngoài điểm tối đa của nhóm.")
    ] = None

    finished: Annotated[
        Literal["after_meeting"] | None,
        Field(description="Việc của tiêu chí còn làm được sau kỳ họp (viết: after_meeting); dùng khi gợi ý."),
    ] = None
    formerly: Annotated[
        Id | None,
        Field(
            description="Mã của tiêu chí này trong phiên bản trước của khung, khi đã đổi mã; dùng khi so hai phiên bản."
        ),
    ] = None

    @model_validator(mode="after")
    def _one_scoring(self) -> Self:
        need_one(self, SCORING, "framework.scoring")
        if self.step is not None and self.judged != "points":
            raise refusal("framework.step_unused")
        return self

    @property
    def scoring(self) -> str:
        """The name of the way of scoring that is given."""
        return self.given(SCORING)[0]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures on which its points, or its applying, depend."""
        names = [self.bands.of] if self.bands else []
        names += [each.of for each in (self.deductions.each if self.deductions else ()) if each.of]
        return tuple(dict.fromkeys([*names, *(name for condition in self.conditions for name in condition.facts)]))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions on which its points, or its applying, depend."""
        conditions = [rule.when for rule in self.not_applicable]
        conditions += [part.holds for part in self.checklist or () if part.holds]
        conditions += [exception.when for exception in (self.bands.unless if self.bands else ())]
        return (*conditions, *([self.holds] if self.holds else []))


class Group(Model):
    """A scored part of the framework (nhóm)."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, Field(description="Điểm tối đa của nhóm; bỏ trống khi khung không có điểm.")] = (
        None
    )
    note: NoteText = None
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, description="Các tiêu chí của nhóm.")]
